"""First names that are common in the UK, of parents and of babies: a list to recognise people's names by.

No count stands behind it, and most names are not on it: a column is judged by its share of them.
Names that are ordinary words as well (Mark, May, Rose, Will) are left off.
"""

from __future__ import annotations

FIRST_NAMES = frozenset(
    """
    aaron abdul abdullah abigail adam adele agnieszka ahmed aisha alan alana albert alex alexander alexandra
    alfie ali alice alicia alina alison alistair amanda amara amelia amina amir amy ana andrea andrei
    andrew angela anita ann anna anne annie anthony archie aria arthur arun asha ashley asif ava ayesha
    barbara beatrice becky ben benjamin beth bethany bilal brian bryony callum cameron carl carol caroline
    carrie catherine charles charlie charlotte chelsea chidi chioma chloe chris christian christina
    christopher ciara claire clare claudia colin connor craig damian daniel danielle david deborah
    declan deepa denise diana donna duncan dylan ed edward eileen elaine eleanor elena elizabeth ella ellen
    ellie elliot emily emma eric erin esme esther ethan eva eve evelyn evie ewan farah fatima fatma finley
    fiona florence francesca frances francis frank fraser freddie freya gareth gary gavin gemma george
    georgina gillian gordon graham gurpreet hamza hannah harjit harriet harrison harry hassan hayley heather
    helen helena henry holly hugo hussain iain ian ibrahim imran imogen ines ioana irene isaac isabel
    isabella isabelle isla ivan ivy jack jacob jacqueline jake james jamie jan jane janet jasmine jason
    jaspreet jayden jean jenna jennifer jenny jess jessica jill joan joanna joanne jodie joe joel john
    jonathan jordan joseph josephine josh joshua judith julia julian julie justin kamal karen karl kate
    katarzyna katherine kathleen kathryn katie katy kayleigh keeley keith kelly kerry kevin khadija kim
    kirsty kyle lara laura lauren leah leanne lee leila leo leon leonie lewis liam lily linda lindsay lisa
    logan lola lorna lorraine louis louise lucas lucy luke lydia lynn maggie magdalena maisie malgorzata
    malik marcus margaret maria mariam marie marta martin martina mary maryam mason matilda matthew megan
    mehmet melanie melissa michael michelle mia mike milly mohamed mohammad mohammed molly monika morgan
    muhammad musa nadia naomi natalia natalie natasha nathan neil niamh nicholas nicola nicole nigel nikki
    noah noor nora oliver olivia olu omar oscar owen paige pamela patricia patrick paul paula pauline penny
    peter philip phoebe pooja poppy priya rachael rachel raj rajesh ravi rebecca rhys richard riley robert
    robin robyn roger ross ruth ryan saima sally sam samantha samina samir samuel sandra sara sarah sean
    sebastian shannon sharon sheila shirley sian simon siobhan sofia sonia sophia sophie stacey stephanie
    stephen steven stuart sunita susan suzanne svetlana tamara tanya tara teresa tessa thea theo theodore
    thomas tim toby tom tony tracey tracy valerie vanessa victoria vikram vincent wendy william yasmin yusuf
    yvonne zahra zain zara zoe zofia zuzanna
    """.split()
)
