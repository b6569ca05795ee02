"""What the safety side may ask of referrals, and what referrals ask of it. The only way in from above:
nothing else of this app can be imported there."""
