"""The page of each single record. What is not public is a 404, and looks like what never was.

Only of an event that was withdrawn do readers learn that it was there: see `withdrawal`.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from events.choices import FormerSlugKind
from events.history.public import what_changed
from events.models import Country, Event, Framework, Organization, Person, Quote, Theme
from events.pages import event_page, follow_ups, profile, structured
from events.views.page import follows_former_quotes, follows_former_slugs, page, reads
from events.views.withdrawal import tells_of_withdrawal


@reads
@tells_of_withdrawal
@follows_former_slugs(FormerSlugKind.EVENT, Event, "events:event-detail")
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.public().with_everything(), slug=slug)
    record = event_page.EventPage(event, follow_ups.around(event))
    return page(
        request,
        "events/event_detail.html",
        title=f"{event.title}, {event.date_in_words}",
        description=event.summary,
        event=event,
        record_shown=event,
        record=record,
        structured=structured.of_event(record),
        beside=event_page.beside(record),
        changes=what_changed(event),
    )


@reads
@follows_former_slugs(FormerSlugKind.ORGANIZATION, Organization, "events:organization-detail")
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.public().with_relatives(), slug=slug)
    return page(
        request,
        "events/organization_detail.html",
        title=str(organization),
        organization=organization,
        record_shown=organization,
        profile=profile.of_organization(organization, today=timezone.localdate()),
    )


@reads
@follows_former_slugs(FormerSlugKind.PERSON, Person, "events:person-detail")
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Person.objects.public().with_names(), slug=slug)
    return page(
        request,
        "events/person_detail.html",
        title=person.name,
        person=person,
        record_shown=person,
        profile=profile.of_person(person, today=timezone.localdate()),
    )


@reads
def country_detail(request: HttpRequest, code: str) -> HttpResponse:
    country = get_object_or_404(Country.objects.public().with_names(), code=code.upper())
    if code != country.code:
        return redirect(country, permanent=True)
    return page(
        request,
        "events/country_detail.html",
        title=country.name,
        country=country,
        record_shown=country,
        profile=profile.of_country(country, today=timezone.localdate()),
    )


@reads
@follows_former_slugs(FormerSlugKind.FRAMEWORK, Framework, "events:framework-detail")
def framework_detail(request: HttpRequest, slug: str) -> HttpResponse:
    framework = get_object_or_404(Framework.objects.public().with_relatives(), slug=slug)
    return page(
        request,
        "events/framework_detail.html",
        title=str(framework),
        description=framework.summary,
        framework=framework,
        record_shown=framework,
        profile=profile.of_framework(framework, today=timezone.localdate()),
    )


@reads
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.public(), slug=slug)
    return page(
        request,
        "events/theme_detail.html",
        title=theme.name,
        theme=theme,
        record_shown=theme,
        profile=profile.of_theme(theme, today=timezone.localdate()),
    )


@reads
@tells_of_withdrawal
@follows_former_quotes
def quote_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    quotes = Quote.objects.public().with_relations()
    quote = get_object_or_404(quotes, event__slug=slug, number=number)
    return page(
        request,
        "events/quote_detail.html",
        title=str(quote),
        quote=quote,
        record_shown=quote,
        others=quotes.of_event(quote.event).in_reading_order(),
    )
