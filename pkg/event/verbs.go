package event

// presentVerbs are verbs that news uses in the present for what has happened: in headlines and summaries.
var presentVerbs = set(`says calls signs meets visits votes wins loses kills dies attacks warns urges tells asks orders agrees rejects accuses arrests announces approves backs bans
	begins blames blocks breaks brings captures condemns confirms cuts declares demands denies deploys detains dismisses ends enters escapes expels faces falls fires flees
	gives goes grants halts hits holds imposes invades joins jumps jails keeps launches leads leaves makes moves names offers opens orders ousts passes plans pledges
	pulls quits raises reaches recalls refuses releases removes resigns restores returns rises runs seizes sells sends sets shows shoots speaks starts steps stops storms strikes
	surrenders suspends swears takes threatens topples triggers vows wants withdraws
	kill attack warn urge vote win lose meet sign visit agree reject accuse arrest announce approve ban begin block capture condemn demand deploy detain enter escape fall flee
	impose invade join launch leave protest pull quit release remove resign return rise seize sell send start stop storm suspend take threaten topple withdraw clash fight die
	march rally gather say`)
