/* Pasted quotes become rows, and who is quoted is added to who took part; lines that can't be read stay in the field. */
import { choose, element, post, text } from "./page.js";
import { addRow, fieldOf, rowsOf } from "./rows.js";
import { quoteTheOnlySource } from "./sources.js";

const groupNamed = (prefix) => document.getElementById(`${prefix}-group`);

const put = (row, name, value) => {
  const field = fieldOf(row, name);
  if (!field || !value) return;
  if (typeof value === "object") choose(field, value.id, value.text);
  else field.value = value;
};

/** An empty row of a part, or a new one. */
const freeRow = (group, name) => rowsOf(group).find((row) => !fieldOf(row, name).value) ?? addRow(group, true);

const addQuote = (form, quote) => {
  const group = groupNamed("quotes");
  if (rowsOf(group).some((row) => fieldOf(row, "text").value.trim() === quote.text)) return false;
  const row = freeRow(group, "text");
  for (const [name, value] of Object.entries(quote)) put(row, name, value);
  quoteTheOnlySource(form, row);
  return true;
};

/** Add somebody who is quoted to a part, unless they are there in any role. */
const addActor = (prefix, name, values) => {
  const group = groupNamed(prefix);
  if (!group || !values[name] || rowsOf(group).some((row) => fieldOf(row, name).value === String(values[name].id))) return "";
  const row = freeRow(group, name);
  for (const [key, value] of Object.entries(values)) put(row, key, value);
  return values[name].text.split(" · ")[0];
};

const addWhoTookPart = (speakers) => {
  const added = speakers.flatMap(({ person, position, organization, country }) => [
    addActor("person_participations", "person", { person, position, organization, country }),
    addActor("organization_participations", "organization", { organization }),
  ]);
  return added.filter(Boolean);
};

const tell = (told, answer, made, added) => {
  const lines = [];
  const who = [...new Set(made.map((quote) => quote.attribution))].map(
    (name) => `${name} (${made.filter((quote) => quote.attribution === name).length})`,
  );
  if (made.length) lines.push(text("quotesRead", made.length, who.join("; ")));
  else if (!answer.problems.length) lines.push(text("noRows"));
  if (added.length) lines.push(text("tookPart", added.join(", ")));
  const problems = [answer.doubts, ...answer.problems].filter(Boolean);
  told.replaceChildren(
    ...lines.map((line) => element("p", {}, line)),
    ...problems.map((line) => element("p", { class: "problem" }, line)),
  );
};

const makeRows = async (form, field, told) => {
  const typed = field.value.trim();
  if (!typed) return;
  const paragraph = form.querySelector(".quote-list-paragraph");
  const answer = await post(field.dataset.quoteList, { text: typed, paragraph: paragraph.value });
  if (!answer || field.value.trim() !== typed) return;
  const made = answer.quotes.filter((quote) => addQuote(form, quote));
  const added = form.querySelector(".quote-list-took-part").checked ? addWhoTookPart(answer.speakers) : [];
  field.value = answer.left;
  if (paragraph.value && !answer.left) paragraph.value = Number(paragraph.value) + answer.lines; // the next one pasted
  field.dispatchEvent(new Event("input", { bubbles: true }));
  tell(told, answer, made, added);
};

export const startQuotes = (form) => {
  const field = form.querySelector(".quote-list");
  if (!field || !groupNamed("quotes")) return;
  const button = element("button", { type: "button", class: "button make-rows" }, text("makeRows"));
  const told = element("div", { class: "quotes-told", role: "status" });
  field.after(button);
  field.closest(".form-row").append(told);
  const read = () => makeRows(form, field, told);
  button.addEventListener("click", read);
  field.addEventListener("paste", () => setTimeout(read));
  field.addEventListener("change", read);
};
