/* Choices among records: two lines for each, opened by typing, and a way to record who is not there yet. */
import { element, text } from "./page.js";
import { openNewRecord } from "./new_records.js";

const NEW = "__new__";
// Whoever types faster than the server answers takes what answers the last letter, not what was offered before it.
let isAsking = false;
let takesTheFirst = false;

const shown = (record) => {
  if (record.loading || !record.text) return record.text;
  if (record.id === NEW) return element("span", { class: "choice-new" }, text("addNew", record.term));
  const [name, ...rest] = record.text.split(" · ");
  const line = element("span", { class: "choice" }, element("span", { class: "choice-name" }, name));
  if (rest.length) line.append(element("span", { class: "choice-rest" }, rest.join(" · ")));
  return line;
};

const chosen = (record) => (record.text ?? "").split(" · ")[0];

/** The last of what is offered: to record a new one, where this person may. */
function withNew(data, params) {
  const select = this.$element[0];
  setTimeout(answered);
  const adds = select.closest(".related-widget-wrapper")?.querySelector(".add-related");
  const results = [...data.results];
  if (adds && params.term?.trim() && !data.pagination?.more && ["organization", "person", "framework", "source"].includes(select.dataset.offers)) {
    results.push({ id: NEW, text: params.term, term: params.term });
  }
  return { ...data, results };
}

const searchField = () => document.querySelector(".select2-container--open .select2-search__field");

const answered = () => {
  isAsking = false;
  const search = searchField();
  if (!takesTheFirst || !search) return;
  takesTheFirst = false;
  search.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, key: "Enter", keyCode: 13, which: 13 }));
};

const waitForTheAnswer = () => {
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(".select2-search__field")) isAsking = true;
  }, true);
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.(".select2-search__field")) return;
    takesTheFirst = isAsking && event.key === "Enter";
    if (!takesTheFirst) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  django.jQuery(document).on("select2:close", () => { isAsking = takesTheFirst = false; });
};

export const startChoices = (form) => {
  const defaults = django.jQuery.fn.select2.defaults;
  defaults.set("templateResult", shown);
  defaults.set("templateSelection", chosen);
  defaults.set("ajax", { processResults: withNew });

  django.jQuery(document).on("select2:selecting", "select", (event) => {
    if (event.params.args.data.id !== NEW) return;
    event.preventDefault();
    django.jQuery(event.target).select2("close");
    openNewRecord(event.target, event.params.args.data.term);
  });
  django.jQuery(document).on("select2:open", () => {
    searchField()?.focus();
  });
  waitForTheAnswer();

  form.addEventListener("keydown", (event) => {
    const selection = event.target.closest?.(".select2-selection");
    if (!selection || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
    const select = selection.closest(".select2-container").previousElementSibling;
    if (!select?.matches("select")) return;
    event.preventDefault();
    django.jQuery(select).select2("open");
    const search = searchField();
    search.value = event.key;
    isAsking = true;
    django.jQuery(search).trigger("input");
  });
};
