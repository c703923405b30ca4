"""Rules of meetings: calling, delegates, the hall, voting, what follows. Pure."""
