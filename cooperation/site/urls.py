from django.urls import path

from cooperation.site import event

urlpatterns = [
    path("events/", event.event_list, name="event-list"),
    path("events/<slug:slug>/", event.event_detail, name="event-detail"),
]
