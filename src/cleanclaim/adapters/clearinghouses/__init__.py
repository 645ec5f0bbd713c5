"""Trading partners: one folder each, behind `core.ports.Clearinghouse`."""
