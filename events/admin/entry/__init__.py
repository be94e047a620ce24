"""What makes entering an event quick and safe: dates, sources, country lists, order of rows, copies, two editors."""
