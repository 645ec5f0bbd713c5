"""The patient-accounts sub-ledger as pure functions: events in; transactions, work and the next state out.

Nothing here reads a clock, a file of the practice or a database.  Amounts are cents; parties are texts that say their
kind: ``payer:AET``, ``patient:P1``, ``bank:1``, ``site:MAIN``, ``processor:X``; lines are ids as text.

* ``chart``        ``CHART`` (the accounts of chart_of_accounts.yaml), ``Chart.account(id)``
* ``transaction``  ``Entry``, ``Transaction(source_key, kind, entries, reference, reverses, memo)``, ``reverse``
* ``state``        ``AccountState(lines, held)``, ``LineState(line, charge, payers, balances, answers…)``;
                   ``state.after(transaction)`` is the same account one transaction later
* ``work``         ``Work``: what a person must do about money; ``settled(open_work, state)``: what is done by itself
* ``matching``     ``match_lines(answer, billed) -> Match``
* ``aging``        ``bucket(service_on, as_of)``, ``aging(states, as_of)``
* ``posting``      one module a subject; every function returns ``Posting(transactions, work, disposition, state)``

  ==================  =================================================================================
  charges             charge_posted, charge_voided, charge_replaced, coverage_added
  receipts            patient_receipt, credit_applied, credits_auto_applied, receipt_returned, receipt_moved
  remittance          post_remittance (a whole 835), post_claim_payment, release_held
  reversal            post_reversal, post_reversal_and_correction
  provider_level      post_provider_adjustment (PLB)
  deposits            bank_deposit, drawer_deposit, lockbox_deposit, card_settlement, drawer_counted
  adjustments         write_off, small_balance, transfer_to_patient, placed_early_out
  refunds             refund_approved, refund_paid, escheated
  ==================  =================================================================================

* ``replay``       plays cases written like journal_examples.yaml and says where they differ

The caller's part: build an ``AccountState`` of the lines concerned from the journal (balances are sums of entries by
line, account and party), call one function, save ``posting.transactions`` (unique by source_key) and ``posting.work``.
"""
