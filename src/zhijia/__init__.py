"""职家 zhijia: the system that a Chinese grassroots trade union runs on."""
