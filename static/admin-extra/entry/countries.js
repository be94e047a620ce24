/* A pasted list of countries becomes rows; names that are not found stay in the field. */
import { choose, element, post, text } from "./page.js";
import { addRow, fieldOf, rowsOf } from "./rows.js";

const makeRows = async (field, told) => {
  const typed = field.value.trim();
  if (!typed) return;
  const answer = await post(field.dataset.countryList, { text: typed });
  if (!answer || field.value.trim() !== typed) return;
  const group = document.getElementById("country_participations-group");
  const role = document.getElementById("id_country_list_role").value;
  const made = [];
  for (const country of answer.found) {
    const rows = rowsOf(group);
    const isThere = rows.some((row) => fieldOf(row, "country").value === country.id && fieldOf(row, "role").value === role);
    if (isThere) continue;
    const row = rows.find((each) => !fieldOf(each, "country").value) ?? addRow(group, true);
    choose(fieldOf(row, "country"), country.id, country.text);
    fieldOf(row, "role").value = role;
    made.push(country.text);
  }
  field.value = answer.unknown.join(", ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const words = made.length ? text("rowsMade", made.join(", ")) : text("noRows");
  told.replaceChildren(words);
  if (answer.problem) told.append(" ", element("strong", { class: "problem" }, answer.problem));
};

export const startCountries = (form) => {
  const field = form.querySelector(".country-list");
  if (!field) return;
  const button = element("button", { type: "button", class: "button make-rows" }, text("makeRows"));
  const told = element("p", { class: "countries-told", role: "status" });
  field.after(button);
  field.closest(".form-row").append(told);
  button.addEventListener("click", () => makeRows(field, told));
  field.addEventListener("paste", () => setTimeout(() => makeRows(field, told)));
  field.addEventListener("change", () => makeRows(field, told));
};
