"""同时公开: one release brought to every channel of the organ, each with a result of its own.

Owns which channels a document goes to, and the deliveries: what was to be done on a channel, what was attempted, what
came of it, and what stands on the page there. The organ's own site needs none: there a release is public by itself.
A delivery that succeeds writes the `proactive.PublicationRecord` of its channel. Follows 条例 art 23 and
国办发〔2018〕123号 (先审后发).
"""
