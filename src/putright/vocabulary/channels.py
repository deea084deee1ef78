"""How a contact reached us. The channel of first expression and the channel of logging are kept apart."""

from putright.vocabulary.words import Word


class Channel(Word):
    """A way in, including the ones no form counts: a word to a repairs operative is a channel too."""

    WEB_FORM = "web_form", "Web form"
    EMAIL = "email", "E-mail"
    PHONE = "phone", "Phone"
    LETTER = "letter", "Letter"
    IN_PERSON = "in_person", "In person"
    HOME_VISIT = "home_visit", "Home visit"
    SOCIAL_MEDIA = "social_media", "Social media"
    APP = "app", "App"
    CONTRACTOR_STAFF = "contractor_staff", "Said to a contractor’s staff"
    STAFF_VERBAL = "member_of_staff_verbal", "Said to a member of staff"
    COUNCILLOR = "councillor", "Through a councillor"
    MP = "mp", "Through an MP"
    ADVOCATE = "advocate", "Through an advocate"
    SURVEY = "survey", "Survey answer"
    LIVE_CHAT = "live_chat", "Live chat"
    TEXT_MESSAGE = "text_message", "Text message"
    VOICEMAIL = "voicemail", "Voicemail"
    TENANT_PORTAL = "tenant_portal", "Tenant portal"
    EVENT = "event", "At an event"
    OTHER = "other", "Other"
