package event

import "strings"

// set reads the words of a list.
func set(lists ...string) map[string]bool {
	m := map[string]bool{}
	for _, l := range lists {
		for _, w := range strings.Fields(l) {
			m[w] = true
		}
	}
	return m
}

// The closed classes of English, and the open ones that news needs. They are read only.
var (
	determiners  = set(`the a an this that these those his her its their our my your some any each every no all both several many few most more another such other`)
	pronouns     = set(`he she it they we i you him them us me himself herself itself themselves this these those who which that there one`)
	subjects     = set(`he she it they we i you there`)
	prepositions = set(`of in on at by to for from with without within into onto over under about against between among amid during through across along around near outside inside behind beyond despite toward towards upon via per since until till after before as like than following including off out up down above below beside besides except unlike`)
	subordinate  = set(`after before when while because although though as where whereas if unless until since once whether so`)
	relatives    = set(`who which whom whose`)
	coordinators = set(`and but or nor yet`)
	modals       = set(`will would may might could should shall must can cannot ll`)
	auxiliaries  = set(`is are was were be been being am has have had having do does did isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't couldn't can't 's`)

	stopWords = set(`the a an this that these those his her its their our my your some any each every no all both several many few most more another such other
		he she it they we i you him them us me himself herself itself themselves who which whom whose what there here
		of in on at by to for from with without within into onto over under about against between among amid during through across along around
		since until till after before as like than following including off out up down and but or nor yet so if unless while because although though when where whether
		will would may might could should shall must can is are was were be been being am has have had having do does did not never also only just even still already
		said say says saying told tells tell according reported reports report reportedly added statement announced
		very too much one two first last new news time times day days week weeks month months year years today yesterday tomorrow earlier later ago now then late early
		monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
		mr mrs ms dr president minister prime people man men woman women mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec morning afternoon evening night overnight
		however meanwhile moreover nevertheless`)

	// speech are the verbs that report what somebody says: what follows them is the event, they are who says so.
	speech = set(`said says say saying told tells announced announces reported reports reporting added adds stated states claimed claims confirmed confirms
		declared insisted noted explained argued acknowledged admitted believes believe believed estimates estimated thinks thought showed shows show wrote writes quoted`)
	// acts of speech are events when they are dated themselves: "warned on Friday".
	statement = set(`said says say told announced reported added stated claimed confirmed declared insisted noted argued acknowledged admitted wrote believed estimated showed`)

	// plans make what follows them something that has not happened.
	plans = set(`plan plans planned planning expect expects expected expecting schedule scheduled due hope hopes hoped hoping intend intends intended want wants wanted
		vow vows vowed promise promises promised threaten threatens threatened agree agrees agreed pledge pledged pledges propose proposed proposes proposal
		aim aims aimed prepare prepares prepared preparing seek seeks sought offer offered offers set ready likely bound supposed refuse refused refuses decline declined fail failed
		try tried tries ask asked asks urge urged urges call demand demanded demands`)
	calledOff = set(`cancel cancels canceled cancelled cancelling canceling scrap scrapped abandon abandoned postpone postponed shelve shelved suspend suspended drop dropped halt halted`)

	notPast = set(`hundred need indeed speed feed exceed proceed succeed seed breed weed deed greed bleed creed red bed shed wed embed naked sacred wicked united mohammed ahmed mohamed hamed
		muhammad kindred rugged ragged beloved alleged so-called supposed armed unarmed masked injured wounded unprecedented limited detailed complicated sophisticated experienced
		advanced crowded unidentified unnamed organized`)

	eventNouns = set(`war wars election elections referendum vote votes poll summit meeting meetings talks talk call calls conversation attack attacks bombing bombings strike strikes
		airstrike airstrikes raid raids clash clashes battle battles fighting shooting shootings crash collapse coup revolution uprising revolt rebellion protest protests rally rallies
		demonstration demonstrations march riot riots crackdown massacre killing killings murder assassination death deaths arrest arrests trial verdict sentence conviction
		invasion annexation occupation withdrawal pullout retreat seizure takeover siege offensive ceasefire cease-fire truce deal agreement accord treaty pact memorandum protocol
		resignation inauguration appointment ouster removal overthrow impeachment speech address statement announcement decision ruling order decree launch release visit trip tour
		conference ceremony anniversary independence secession declaration disaster earthquake quake hurricane flood floods tsunami fire explosion explosions blast blasts accident
		crisis bailout merger acquisition bankruptcy sale purchase embargo sanctions ban veto resolution massacre genocide famine outbreak epidemic strike walkout
		session hearing interview debate signing violence unrest incident breakup dissolution expulsion suspension hostage kidnapping escape rescue landing airdrop evacuation curfew
		gathering vigil funeral concert match game final championship olympics`)
	eventEndings = []string{"tion", "sion", "ment", "ance", "ence", "ure"}
	notEvents    = set(`government parliament department population constitution nation region position election-year region management environment station television generation equipment
		agriculture culture future figure picture structure temperature nature version vision pension mission-critical administration organization organisation institution corporation
		association union commission section information population question condition conference-goer science evidence audience intelligence insurance finance distance
		document apartment moment element segment treatment development tradition profession dimension location portion fraction million billion federation coalition opposition
		corruption production consumption inflation education communication communications transportation legislation regulation regulations attention protection option options solution
		emotion addition ambition aviation foundation reputation edition function caution infection pollution vegetation taxation perception jurisdiction direction connection relation
		relations impression motivation expectation expectations measure pressure literature signature treasure pleasure feature features gesture mixture infrastructure
		architecture expenditure investment employment unemployment requirement instrument argument sentiment involvement commitment balance substance instance importance allowance
		tolerance alliance ambulance surveillance guidance compliance governance influence confidence experience difference existence presence absence reference residence sequence
		consequence consequences essence patience competence percentage`)
)

// leadIns are words that start a sentence without adding to what it tells.
var leadIns = set(`meanwhile however moreover nevertheless still also but and yet so then later earlier separately additionally finally instead thus therefore indeed
	furthermore similarly afterwards afterward subsequently recently soon nonetheless besides likewise consequently`)

// irregularPast gives the lemma of irregular past forms and past participles.
var irregularPast = pairs(`arose:arise arisen:arise ate:eat awoke:awake beat:beat beaten:beat became:become began:begin begun:begin bent:bend bet:bet bid:bid
	bit:bite bitten:bite bled:bleed blew:blow blown:blow bound:bind bore:bear born:bear borne:bear bought:buy broke:break broken:break brought:bring built:build burnt:burn
	burst:burst came:come cast:cast caught:catch chose:choose chosen:choose clung:cling cost:cost crept:creep cut:cut dealt:deal died:die dove:dive drank:drink drew:draw
	drawn:draw drove:drive driven:drive dug:dig fed:feed fell:fall fallen:fall felt:feel fled:flee flew:fly flown:fly flung:fling forbade:forbid forbidden:forbid
	forced:force forgot:forget forgotten:forget fought:fight found:find froze:freeze frozen:freeze gave:give given:give got:get gotten:get grew:grow grown:grow had:have
	heard:hear held:hold hid:hide hidden:hide hit:hit hung:hang hurt:hurt kept:keep knew:know known:know laid:lay lain:lie lay:lie led:lead left:leave lent:lend let:let
	lit:light lost:lose made:make meant:mean met:meet misled:mislead oversaw:oversee overthrew:overthrow overthrown:overthrow overtook:overtake paid:pay put:put quit:quit
	ran:run rang:ring read:read rode:ride ridden:ride rose:rise risen:rise said:say sang:sing sank:sink sunk:sink sat:sit saw:see seen:see sent:send set:set shed:shed
	shook:shake shaken:shake shot:shoot showed:show shown:show shrank:shrink shut:shut slain:slay slept:sleep slid:slide sold:sell sought:seek spent:spend split:split
	spoke:speak spoken:speak sprang:spring spread:spread stole:steal stolen:steal stood:stand struck:strike stuck:stick stung:sting swam:swim swept:sweep swore:swear
	sworn:swear swung:swing taken:take taught:teach threw:throw thrown:throw told:tell took:take tore:tear torn:tear thought:think thrust:thrust understood:understand
	undertook:undertake upheld:uphold went:go gone:go wept:weep withdrew:withdraw withdrawn:withdraw woke:wake won:win wore:wear worn:wear wound:wind wrote:write
	written:write withheld:withhold broadcast:broadcast overran:overrun rebuilt:rebuild resold:resell retook:retake retaken:retake undid:undo undone:undo`)

// pastOnly are irregular forms that are finite by themselves: never participles, nouns or present tense.
var pastOnly = set(`arose ate awoke became began bit blew bore broke came chose crept drank drew drove fell fled flew flung forbade forgot froze gave grew heard hid knew
	lay made met misled oversaw overthrew overtook ran rang rode rose said sang sank sat saw sent shook shrank slid sold sought spent spoke sprang stole stood struck swam swept
	swore threw told took tore thought understood undertook upheld went wept withdrew woke won wore wrote overran retook undid felt fought left led held kept lost paid
	brought built bought caught dealt found got laid hung sold taught hit`)

func pairs(list string) map[string]string {
	m := map[string]string{}
	for _, p := range strings.Fields(list) {
		k, v, _ := strings.Cut(p, ":")
		m[k] = v
	}
	return m
}

// isEventNoun reports whether a lower-case noun names something that happens.
func isEventNoun(w string) bool {
	if eventNouns[w] {
		return true
	}
	if notEvents[w] || len(w) < 7 {
		return false
	}
	w = strings.TrimSuffix(w, "s")
	for _, e := range eventEndings {
		if strings.HasSuffix(w, e) && !notEvents[w] {
			return true
		}
	}
	return false
}
