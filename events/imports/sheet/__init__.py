"""Events in a spreadsheet: what its columns are, what a cell may say, and the record that a row stands for.

`columns` names every column; `headings` finds them under the headings of a file; `cells` reads single values;
`values`, `actors`, `places` and `sources` read what belongs together; `rows` puts a row beside the recorded event;
`lines` goes through a whole table; `template` writes an empty one with explanations.
"""
