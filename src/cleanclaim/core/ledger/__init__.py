"""The patient-accounts sub-ledger as pure functions: events in; transactions, work and the next state out.

Nothing here reads a clock, a file of the practice or a database.  Amounts are cents; parties are texts that say their
kind: ``payer:AET``, ``patient:P1``, ``bank:1``, ``site:MAIN``, ``processor:X``; lines are ids as text.

* ``chart``        ``CHART.accounts[id]``, ``CHART.account_for("CO", "45")``, names of the accounts the engine uses
* ``transaction``  ``Entry(account, party, line, debit, credit)``, ``Transaction(source_key, kind, entries, reference,
                   reverses, memo).check()``, ``reverse(transaction, source_key)``
* ``state``        ``AccountState(lines: {id: LineState}, held: {(account, party, reference): cents})``,
                   ``LineState(line, charge, patient, payers, balances, answers, encounter, service_on)``,
                   ``Answer`` (one payer's adjudication of one line); ``state.after(transaction)``
* ``work``         ``Work`` (what a person must do about money), ``OWNERS``, ``settled(open_work, state)``
* ``matching``     ``match_lines(answer, billed) -> Match``
* ``aging``        ``bucket(service_on, as_of)``, ``aging(lines, as_of)``
* ``posting``      one module a subject; every function returns ``Posting(state, transactions, work, disposition)``

  ==================  =================================================================================
  charges             charge_posted, charge_voided, charge_replaced, coverage_added
  receipts            patient_receipt, credit_applied, credits_auto_applied, oldest_first
  returned            receipt_returned (bounced, charged back), receipt_moved
  answers, terms      ``AnsweredClaim`` (a CLP, its match, payer, source key) and ``Terms`` (the contract)
  remittance          post_remittance (a whole 835), post_claim_payment, post_reversal,
                      post_reversal_and_correction, release_held, units, out_of_balance
  release             post_unit (one of ``units``: for large files, with the state of its own lines only)
  provider_level      post_provider_adjustments, post_provider_adjustment (PLB)
  paper               post_paper_eob, capitation_received, wrap_accrued, wrap_settled
  deposits            bank_deposit, drawer_deposit, drawer_counted, lockbox_deposit, card_settlement,
                      virtual_card_run, agency_remitted, fee_charged
  adjustments         write_off, small_balance, transfer_to_patient, placed_early_out, recalled
  refunds             refund_approved, refund_paid, escheated
  ==================  =================================================================================

* ``replay``       plays cases written like journal_examples.yaml and says where they differ

The caller's part: build an ``AccountState`` of the lines concerned (``balances`` are sums of entries by line, account
and party; ``held`` sums of the entries on ``HELD_ACCOUNTS`` by party and their transaction's reference), call one
function, save ``posting.transactions`` (unique by source_key), the new ``answers`` of ``posting.state.lines`` and
``posting.work``.  What a person may not do raises ``ActRefused``; what must not exist raises ``UnsoundTransaction``.
"""
