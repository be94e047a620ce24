/* Choices among records: two lines for each, opened by typing, and a way to record who is not there yet. */
import { element, text } from "./page.js";
import { openNewRecord } from "./new_records.js";

const NEW = "__new__";

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
  const adds = select.closest(".related-widget-wrapper")?.querySelector(".add-related");
  const results = [...data.results];
  if (adds && params.term?.trim() && !data.pagination?.more && ["organization", "person", "framework", "source"].includes(select.dataset.offers)) {
    results.push({ id: NEW, text: params.term, term: params.term });
  }
  return { ...data, results };
}

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
    document.querySelector(".select2-container--open .select2-search__field")?.focus();
  });

  form.addEventListener("keydown", (event) => {
    const selection = event.target.closest?.(".select2-selection");
    if (!selection || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
    const select = selection.closest(".select2-container").previousElementSibling;
    if (!select?.matches("select")) return;
    event.preventDefault();
    django.jQuery(select).select2("open");
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search.value = event.key;
    django.jQuery(search).trigger("input");
  });
};
