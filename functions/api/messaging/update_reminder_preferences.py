"""Choose reminders and mails: other ones than the studio's, or none."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PersonId
from tutti.messaging import preferences
from tutti.messaging.preference import ReminderPreference, ReminderPreferenceUpdate


@endpoint.put("/v1/people/{person_id}/reminder-preferences", grants=[Grant.WRITE])
async def update_reminder_preferences(
    person_id: PersonId, update: ReminderPreferenceUpdate, caller: Member
) -> ReminderPreference:
    """Choose reminders and mails: other ones than the studio's, or none."""
    return preferences.update_reminder_preferences(caller, person_id, update)


handler = lambda_handler(update_reminder_preferences)
