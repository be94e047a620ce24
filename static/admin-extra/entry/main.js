/* The form of an event: starts every part once Django's own scripts have set up rows and choices. */
import { startChoices } from "./choices.js";
import { startCountries } from "./countries.js";
import { startDates } from "./dates.js";
import { startDrafts } from "./drafts.js";
import { startKeys } from "./keys.js";
import { startNewRecords } from "./new_records.js";
import { startQuotes } from "./quotes.js";
import { startRows } from "./rows.js";
import { startSources } from "./sources.js";
import { focusOn } from "./page.js";

const form = document.getElementById("event_form");

if (form && document.getElementById("entry")) {
  startChoices(form); // before the choices are set up
  django.jQuery(() => {
    document.documentElement.classList.add("with-script");
    startRows(form);
    startNewRecords(form);
    startDates(form);
    startSources(form);
    startCountries(form);
    startQuotes(form);
    startKeys(form);
    startDrafts(form);
    const wrong = form.querySelector("[autofocus]") ?? form.querySelector("#id_save_all_the_same");
    if (wrong) focusOn(wrong);
    else if (!form.querySelector(".conflict") && location.pathname.endsWith("/add/")) {
      form.querySelector("#id_citations-0-address")?.focus();
    }
  });
}
