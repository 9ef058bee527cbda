"""Which reminders and mails a person wants, for the office and the person."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PersonId
from tutti.messaging import preferences
from tutti.messaging.preference import ReminderPreference


@endpoint.get("/v1/people/{person_id}/reminder-preferences", grants=[Grant.READ])
async def get_reminder_preferences(person_id: PersonId, caller: Member) -> ReminderPreference:
    """Which reminders and mails a person wants, for the office and the person."""
    return preferences.get_reminder_preferences(caller, person_id)


handler = lambda_handler(get_reminder_preferences)
