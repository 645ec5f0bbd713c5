from datetime import timedelta

import pytest
from tests.builders.practices import a_practice
from tests.builders.sim_claims import SENT_AT, a_sim_claim, an_837

from cleanclaim import clock
from cleanclaim.apps.practices.models import TradingPartner
from cleanclaim.apps.practices.partners import clearinghouse
from cleanclaim.interfaces.cli.simulator import round_work

MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
def test_a_claim_sent_to_a_simulated_partner_is_acknowledged_at_once_and_paid_within_the_minute(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    practice = a_practice()
    partner = TradingPartner.everywhere.filter(practice=practice, adapter="simulator").first()
    clearinghouse(partner).deliver("837P-000000001.x12", an_837(a_sim_claim()))
    with clock.at(SENT_AT):
        assert round_work(MINUTE) == 2
    with clock.at(SENT_AT + MINUTE):
        assert round_work(MINUTE) == 1
