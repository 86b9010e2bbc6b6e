"""From agreements to scores, their explanation, gaps and priorities. Pure: no file, clock, network or screen."""
