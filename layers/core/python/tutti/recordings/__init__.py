"""Recordings: what students and teachers record, from the upload to playable audio with its waveform."""
