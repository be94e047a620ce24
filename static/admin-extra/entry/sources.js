/* The address of a page: the source that is recorded for it and who cites that, or the fields of a new source. */
import { ask, calmly, choose, element, text } from "./page.js";
import { fieldOf, groupOf, rowOf, rowsOf } from "./rows.js";

const SUGGESTED = { publisher: "new_publisher", kind: "new_kind", language: "new_language" };

const placeFor = (row) => {
  let place = row.querySelector(".source-told");
  if (!place) {
    place = element("div", { class: "source-told", role: "status" });
    row.querySelector(".form-row.field-address").append(place);
  }
  return place;
};

const showNew = (row, shown) => row.classList.toggle("with-new-source", shown);

const look = async (field) => {
  const row = rowOf(field);
  const address = field.value.trim();
  const place = placeFor(row);
  if (!address) {
    place.replaceChildren();
    showNew(row, false);
    return;
  }
  const answer = await ask(`${field.dataset.sourceAddress}?${new URLSearchParams({ address })}`);
  if (!answer || field.value.trim() !== address) return;
  if (answer.source) tellRecorded(row, place, answer);
  else if (answer.is_address) tellNew(row, place, answer.suggested);
  else {
    place.replaceChildren();
    showNew(row, false);
  }
};

const tellRecorded = (row, place, answer) => {
  showNew(row, false);
  choose(fieldOf(row, "source"), answer.source.id, answer.source.text);
  const line = element("p", {}, element("strong", {}, text("recorded")), " ", answer.source.text);
  if (!answer.events.length) {
    place.replaceChildren(line, element("p", {}, text("notCited")));
    return;
  }
  const list = element("ul");
  for (const event of answer.events) {
    const link = element("a", { href: event.url, target: "_blank" }, event.title);
    list.append(element("li", {}, link, ` (${event.date}, ${event.status})`));
  }
  place.replaceChildren(line, element("p", {}, text("citedBy")), list);
};

const tellNew = (row, place, suggested) => {
  const source = fieldOf(row, "source");
  if (source.value) django.jQuery(source).val(null).trigger("change");
  let filled = false;
  for (const [key, name] of Object.entries(SUGGESTED)) {
    const field = fieldOf(row, name);
    if (suggested[key] && (!field.value || field.value === field.defaultValue)) {
      field.value = suggested[key];
      filled = filled || key !== "language";
    }
  }
  showNew(row, true);
  const words = filled ? `${text("newSource")} ${text("suggested")}` : text("newSource");
  place.replaceChildren(element("p", {}, words));
};

/** A new quote starts with the event's only source. It is seen, and can be changed. */
export const quoteTheOnlySource = (form, row) => {
  const chosen = rowsOf(form.querySelector("#citations-group")).map((each) => fieldOf(each, "source")).filter((each) => each.value);
  const source = fieldOf(row, "source");
  if (chosen.length === 1 && source && !source.value) {
    choose(source, chosen[0].value, chosen[0].selectedOptions[0].textContent);
  }
};

export const startSources = (form) => {
  const waiting = calmly(250, look);
  form.addEventListener("input", (event) => {
    if (event.target.matches(".source-address")) waiting(event.target);
  });
  for (const row of rowsOf(form.querySelector("#citations-group") ?? form)) {
    const wrong = row.querySelector(".new-source .errors, .new-source .errorlist");
    const address = fieldOf(row, "address");
    if (wrong || fieldOf(row, "new_title")?.value) showNew(row, true);
    if (address?.value && !wrong) look(address);
  }
  document.addEventListener("formset:added", (event) => {
    if (event.detail.formsetName === "quotes") setTimeout(() => quoteTheOnlySource(form, event.target));
  });
  django.jQuery(form).on("change", "select", (event) => {
    const row = event.target.name?.endsWith("-source") && rowOf(event.target);
    if (row && groupOf(row).id === "citations-group" && event.target.value) showNew(row, false);
  });
};
