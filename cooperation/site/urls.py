from django.urls import path

from cooperation.site import about, commitment, event, glossary, home, source, statement

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", about.about, name="about"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("data/", about.data, name="data"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("statements/", statement.statement_list, name="statement-list"),
    path("statements/<uuid:uid>/", statement.statement_detail, name="statement-detail"),
    path("commitments/", commitment.commitment_list, name="commitment-list"),
    path("commitments/<slug:slug>/", commitment.commitment_detail, name="commitment-detail"),
    path("sources/", source.source_list, name="source-list"),
    path("sources/<slug:slug>/", source.source_detail, name="source-detail"),
    path("events/", event.event_list, name="event-list"),
    path("events/<slug:slug>/", event.event_detail, name="event-detail"),
]
