/**
 * The wizard as a pure function from state and event to state: three questions, then a plan.
 *
 * Each step carries exactly the data that is valid in it, so a plan without a recommendation can't be.
 */
import type { Answers, Recommendation, SuggestedAnswers, TextReader } from '../../../../compute/spec/advice.ts'
import type { ArticleFamily } from '../../../../compute/spec/article-preset.ts'
import type { GenerationSpec } from '../../../../compute/spec/generation.ts'
import type { GenerationRecommendation, GenerativeChoice } from '../../../../compute/spec/generation-advice.ts'
import { baseOf } from '../generation/generation-plan.ts'
import {
  articlePlan,
  type FieldValue,
  fieldOf,
  type Plan,
  type PlanField,
  planOf,
  practicalPlan,
  runnerUpPlan,
  withField,
} from './plan.ts'

/** The questions, in their order. */
export const questions = ['data', 'task', 'limits'] as const
export type Question = (typeof questions)[number]

interface Asked {
  readonly suggested: SuggestedAnswers
  readonly answers: Answers
  /** The plan that was left to look at a question again; with the same answers it goes on. */
  readonly kept: { readonly answers: Answers; readonly plan: Plan | GenerationSpec } | null
}

export type WizardState =
  /** A question is open; all three are answered already, by the profile or by the person. */
  | (Asked & { readonly step: Question })
  /** The answers are given and the recommendation is being made. */
  | (Asked & { readonly step: 'recommending' })
  /** The recommendation is there, and a plan that starts out as it. */
  | (Asked & { readonly step: 'plan'; readonly recommendation: Recommendation; readonly plan: Plan })
  /** The same where pictures are to be made. */
  | (Asked & {
      readonly step: 'generation'
      readonly recommendation: GenerationRecommendation
      readonly plan: GenerationSpec
      /** The offered network that the plan began as. */
      readonly base: GenerativeChoice
    })

export type WizardStep = WizardState['step']
/** The state in which there is a plan to look at and to change. */
export type PlanState = Extract<WizardState, { step: 'plan' }>
export type GenerationState = Extract<WizardState, { step: 'generation' }>

/** How a plan's model is put together: as the article has one of its families, or as is practical. */
export type Structure = ArticleFamily | 'practical'

export type WizardEvent =
  | { readonly type: 'answered'; readonly field: string; readonly change: Partial<Answers> }
  /** Another target was chosen, and this is suggested for it. */
  | { readonly type: 'retargeted'; readonly suggested: SuggestedAnswers }
  | { readonly type: 'forward' }
  | { readonly type: 'back' }
  | { readonly type: 'asked'; readonly question: Question }
  /** All is answered: recommend. */
  | { readonly type: 'settled' }
  | { readonly type: 'recommended'; readonly recommendation: Recommendation }
  | { readonly type: 'generation-recommended'; readonly recommendation: GenerationRecommendation }
  /** The plan with another value in a field, by that field's name. */
  | { readonly type: 'generation-planned'; readonly field: string; readonly plan: GenerationSpec }
  /** Another of the offered networks, with the settings that suit it. */
  | { readonly type: 'generation-chose'; readonly choice: GenerativeChoice }
  | { readonly type: 'planned'; readonly field: PlanField; readonly value: FieldValue<PlanField> }
  | { readonly type: 'reset'; readonly field: PlanField | 'all' }
  /** Another reader of the texts was chosen, null for the counting of words: recommend for it. */
  | { readonly type: 'reread'; readonly reader: TextReader | null }
  /** Other columns say when and which series: recommend for them. */
  | { readonly type: 'reseries'; readonly series: NonNullable<Answers['series']> }
  | { readonly type: 'chose'; readonly choice: 'pick' | 'runner-up' }
  /** The article's model of a family was chosen, or the practical one again. */
  | { readonly type: 'structured'; readonly structure: Structure }

/** The wizard's first state. */
export function begin(suggested: SuggestedAnswers): WizardState {
  return { step: 'data', suggested, answers: suggested.answers, kept: null }
}

/** The wizard with a run's settings: their recommendation first, then the run's own plan in it. */
export function beginWith(suggested: SuggestedAnswers, answers: Answers, plan: Plan | GenerationSpec): WizardState {
  return { step: 'recommending', suggested, answers, kept: { answers, plan } }
}

/** The state after an event. An event that makes no sense in a state leaves it as it is. */
export function next(state: WizardState, event: WizardEvent): WizardState {
  const asked = askedOf(state)
  switch (event.type) {
    case 'answered':
      if (!isQuestion(state.step)) return state
      return { ...asked, step: state.step, answers: { ...asked.answers, ...event.change } }
    case 'retargeted':
      if (!isQuestion(state.step)) return state
      return { step: state.step, ...retarget(asked, event.suggested) }
    case 'forward':
      return forward(state, asked)
    case 'back':
      return back(state, asked)
    case 'asked':
      return { ...asked, step: event.question }
    case 'settled':
      return isQuestion(state.step) ? { ...asked, step: 'recommending' } : state
    case 'recommended':
      if (state.step !== 'recommending') return state
      return {
        ...asked,
        step: 'plan',
        recommendation: event.recommendation,
        plan: keptPlan(asked) ?? planOf(event.recommendation),
      }
    case 'generation-recommended': {
      if (state.step !== 'recommending') return state
      const { recommendation } = event
      const plan = keptGeneration(asked) ?? recommendation.specs[recommendation.pick]
      return { ...asked, step: 'generation', recommendation, plan, base: baseOf(plan, recommendation) }
    }
    case 'generation-chose':
      if (state.step !== 'generation') return state
      return { ...state, plan: state.recommendation.specs[event.choice], base: event.choice }
    case 'generation-planned':
      return state.step === 'generation' ? { ...state, plan: event.plan } : state
    case 'planned':
      return onPlan(state, (plan) => withField(plan, event.field, event.value))
    case 'reset':
      return onPlan(state, (plan, recommended) =>
        event.field === 'all' ? recommended : withField(plan, event.field, fieldOf(recommended, event.field)),
      )
    case 'reread':
      if (state.step !== 'plan') return state
      return { ...asked, step: 'recommending', answers: withReader(asked.answers, event.reader) }
    case 'reseries':
      if (state.step !== 'plan') return state
      return { ...asked, step: 'recommending', answers: { ...asked.answers, series: event.series } }
    case 'chose':
      if (state.step !== 'plan') return state
      return onPlan(state, (plan, recommended) => ({
        ...plan,
        model: event.choice === 'pick' ? recommended.model : runnerUpPlan(state.recommendation).model,
      }))
    case 'structured': {
      if (state.step !== 'plan') return state
      const { recommendation } = state
      return onPlan(state, (plan) =>
        event.structure === 'practical'
          ? practicalPlan(plan, recommendation)
          : articlePlan(plan, recommendation, event.structure),
      )
    }
  }
}

function withReader({ reader: _, ...answers }: Answers, reader: TextReader | null): Answers {
  return reader === null ? answers : { ...answers, reader }
}

function isQuestion(step: WizardStep): step is Question {
  return questions.some((question) => question === step)
}

function forward(state: WizardState, asked: Asked): WizardState {
  if (!isQuestion(state.step)) return state
  const following = questions[questions.indexOf(state.step) + 1]
  return following === undefined ? { ...asked, step: 'recommending' } : { ...asked, step: following }
}

function back(state: WizardState, asked: Asked): WizardState {
  if (!isQuestion(state.step)) return { ...asked, step: 'limits' }
  const before = questions[questions.indexOf(state.step) - 1]
  return before === undefined ? state : { ...asked, step: before }
}

function askedOf(state: WizardState): Asked {
  const { suggested, answers } = state
  const hasPlan = state.step === 'plan' || state.step === 'generation'
  return { suggested, answers, kept: hasPlan ? { answers, plan: state.plan } : state.kept }
}

/** The plan that was left, if the answers are the same again. */
function keptFor({ kept, answers }: Asked): Plan | GenerationSpec | null {
  return kept !== null && JSON.stringify(kept.answers) === JSON.stringify(answers) ? kept.plan : null
}

function keptPlan(asked: Asked): Plan | null {
  const plan = keptFor(asked)
  return plan === null || 'task' in plan ? null : plan
}

function keptGeneration(asked: Asked): GenerationSpec | null {
  const plan = keptFor(asked)
  return plan !== null && 'task' in plan ? plan : null
}

/**
 * Limits and, where the new target allows it, the kind of data stay as the person has them; target, task and columns follow
 * the new target.
 */
function retarget(asked: Asked, suggested: SuggestedAnswers): Asked {
  const { task, target, labelling, answering, reader } = suggested.answers
  const answers = withoutSeries(asked.answers)
  const data = suggested.possible.data.includes(answers.data) ? answers.data : suggested.answers.data
  const sequences = data === 'sequences'
  const columnReader = answers.reader ?? suggested.possible.reader
  return {
    ...asked,
    suggested,
    answers: {
      ...(sequences ? withReader(answers, null) : answers),
      ...{ data, task, target, features: null },
      ...(sequences && suggested.possible.reader !== undefined && columnReader !== undefined
        ? { reader: columnReader }
        : {}),
      // Labels of words need a reader of words; for one label a row the person's own stays.
      ...(labelling === undefined ? {} : { labelling, ...(reader === undefined ? {} : { reader }) }),
      // So do answers, which only a published model finds.
      ...(answering === undefined ? {} : { answering, ...(reader === undefined ? {} : { reader }) }),
    },
  }
}

/** Which columns say when and which series, whose words are labelled and which questions are answered, is found anew for another target. */
const withoutSeries = ({ series: _, labelling: __, answering: ___, ...answers }: Answers): Answers => answers

function onPlan(state: WizardState, change: (plan: Plan, recommended: Plan) => Plan): WizardState {
  if (state.step !== 'plan') return state
  return { ...state, plan: change(state.plan, planOf(state.recommendation)) }
}
