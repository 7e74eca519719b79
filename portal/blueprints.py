"""Every blueprint of the portal: what has a page or an address is in this list."""

from portal import monitoring, sitemap
from portal.accounts import guards, permissions
from portal.accounts.views import door, keys, me, my_wishes, new_pin, staff, taking_back, trust
from portal.agreements.views import desk as desk_agreements
from portal.agreements.views import employer as employer_agreements
from portal.agreements.views import person as my_agreements
from portal.agreements.views import signing
from portal.applications.views import applying, desk_choosing
from portal.applications.views import desk as desk_applications
from portal.applications.views import employer as employer_home
from portal.applications.views import person as my_applications
from portal.employers.views import colleagues
from portal.employers.views import desk as desk_employers
from portal.employers.views import member as organisation
from portal.events.views import (
    badge,
    badge_messages,
    desk,
    desk_events,
    desk_lists,
    desk_people,
    desk_person_messages,
    desk_print,
    desk_sendings,
    public,
)
from portal.kiosks import models as _kiosk_models  # noqa: F401
from portal.kiosks.views import desk_doors, desk_kiosks, desk_paper, desk_reviews, shell
from portal.kiosks.views import sync as kiosk_sync
from portal.matching.views import desk as desk_matching
from portal.matching.views import desk_candidates, desk_suggestions
from portal.matching.views import employer as employer_matching
from portal.matching.views import person as my_suggestions
from portal.notifications.views import decisions, hooks, links
from portal.notifications.views import staff as outbox
from portal.opportunities.views import desk as desk_opportunities
from portal.opportunities.views import posting
from portal.opportunities.views import public as opportunities
from portal.people.views import (
    cv,
    desk_acting,
    desk_files,
    desk_keys,
    desk_merging,
    desk_opening,
    profile,
    shared_cv,
)
from portal.people.views import desk as desk_persons
from portal.people.views import trades as my_trades
from portal.privacy import models as _privacy_models  # noqa: F401 - declares its table
from portal.privacy.views import desk as desk_privacy
from portal.privacy.views import erasing as desk_erasing
from portal.privacy.views import me as my_file
from portal.startups.views import (
    asking,
    desk_catalogue,
    desk_directory,
    founder,
    founder_figures,
    founder_kit,
    founder_members,
    founder_photos,
    founder_products,
    founder_requests,
    founder_steps,
    photos,
    scans,
    signs,
)
from portal.startups.views import desk as desk_startups
from portal.startups.views import public as startups
from portal.startups.views import sharing as startup_sharing

BLUEPRINTS = [
    public.bp,
    badge.bp,
    badge_messages.bp,
    badge_messages.one_click,
    desk.bp,
    desk_events.bp,
    desk_lists.bp,
    desk_people.bp,
    desk_person_messages.bp,
    desk_print.bp,
    desk_sendings.bp,
    outbox.bp,
    decisions.bp,
    hooks.bp,
    links.bp,
    staff.bp,
    trust.bp,
    door.bp,
    new_pin.bp,
    me.bp,
    keys.bp,
    my_wishes.bp,
    taking_back.bp,
    profile.bp,
    my_trades.bp,
    cv.bp,
    shared_cv.bp,
    desk_persons.bp,
    desk_files.bp,
    desk_acting.bp,
    desk_opening.bp,
    desk_keys.bp,
    desk_merging.bp,
    organisation.bp,
    colleagues.bp,
    desk_employers.bp,
    posting.bp,
    desk_opportunities.bp,
    opportunities.bp,
    my_applications.bp,
    applying.bp,
    employer_home.bp,
    desk_applications.bp,
    desk_choosing.bp,
    my_agreements.bp,
    employer_agreements.bp,
    desk_agreements.bp,
    signing.bp,
    my_suggestions.bp,
    employer_matching.bp,
    desk_matching.bp,
    desk_candidates.bp,
    desk_suggestions.bp,
    shell.bp,
    kiosk_sync.bp,
    desk_doors.bp,
    desk_kiosks.bp,
    desk_reviews.bp,
    desk_paper.bp,
    startups.bp,
    startup_sharing.bp,
    asking.bp,
    signs.bp,
    scans.bp,
    photos.bp,
    founder.bp,
    founder_steps.bp,
    founder_products.bp,
    founder_photos.bp,
    founder_members.bp,
    founder_requests.bp,
    founder_figures.bp,
    founder_kit.bp,
    desk_directory.bp,
    desk_catalogue.bp,
    desk_startups.bp,
    sitemap.bp,
    my_file.bp,
    desk_privacy.bp,
    desk_erasing.bp,
    monitoring.bp,
]
outbox.bp.before_request(guards.guard(permissions.Can.SEE_MESSAGES))
decisions.bp.before_request(guards.guard(permissions.Can.WRITE_TO_PEOPLE))
for public_one in (hooks.bp, links.bp):
    public_one.before_request(guards.open_to_all)
