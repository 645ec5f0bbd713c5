"""Taking in what other software made: FHIR bundles and X12 files, through the services of the applications."""
