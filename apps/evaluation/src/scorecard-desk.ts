import { Inject, Injectable } from '@nestjs/common';
import {
  criteriaToScore,
  evaluationMessages,
  periodStream,
  rubricFor,
  rubricStream,
  scorecardStream,
  scoringTerms,
} from '@sohoi/evaluation';
import type { ScorecardCommand, ScoringTerms } from '@sohoi/evaluation';
import type { Body } from '@sohoi/evaluation/events';
import { inWords, namedId, problemOf, problems } from '@sohoi/nest';
import type { CommandOutcome, CommandRequest } from '@sohoi/nest';
import { Desk } from './desk.js';
import { RunScorecardCommand } from './handlers.js';

/** There is one scorecard for a body in a period, so its id follows from both. */
export const scorecardIdOf = (periodId: string, { kind, id }: Body): string =>
  namedId(`scorecard ${periodId} ${kind} ${id}`);

type Proposal = Omit<
  Extract<ScorecardCommand, { type: 'ProposeScore' }>['data'],
  'scorecardId' | 'unitId' | 'by' | keyof ScoringTerms
>;

/** Adds to commands about scorecards what the period and the rubric say. */
@Injectable()
export class ScorecardDesk {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  propose(request: CommandRequest, proposal: Proposal): Promise<CommandOutcome> {
    const { periodId, body, criterionId } = proposal;
    const scorecardId = scorecardIdOf(periodId, body);
    const command = async (): Promise<ScorecardCommand> => {
      const unitId = await this.desk.unitOf(request.actor, 'body.id', body);
      const terms = await this.terms(periodId, body, criterionId);
      return { type: 'ProposeScore', data: { ...proposal, ...terms, scorecardId, unitId, by: request.actor.id } };
    };
    return this.desk.run(new RunScorecardCommand(scorecardId, request, command));
  }

  /** For a scorecard of a body within the actor's subtree. */
  change(
    scorecardId: string,
    request: CommandRequest,
    command: (by: string) => ScorecardCommand | Promise<ScorecardCommand>,
  ): Promise<CommandOutcome> {
    const inScope = async (): Promise<ScorecardCommand> => {
      await this.requireWithin(request, scorecardId);
      return command(request.actor.id);
    };
    return this.desk.run(new RunScorecardCommand(scorecardId, request, inScope));
  }

  /** All criteria that people must score by the rubric of the card, as it is in force now. */
  async criteriaOf(scorecardId: string): Promise<readonly string[]> {
    const { proposals } = await this.desk.stateOf(scorecardStream, scorecardId);
    const [proposal] = proposals.values();
    if (!proposal) throw problems.notFound('id', scorecardId);
    const { rubricId, rubricVersion } = proposal;
    return criteriaToScore(await this.desk.stateOf(rubricStream, rubricId), rubricVersion);
  }

  private async terms(periodId: string, { kind }: Body, criterionId: string): Promise<ScoringTerms> {
    const period = await this.desk.stateOf(periodStream, periodId);
    const ref = rubricFor(period, kind);
    const rubric = ref ? await this.desk.stateOf(rubricStream, ref.rubricId) : rubricStream.decider.initial;
    const terms = scoringTerms(period, rubric, kind, criterionId);
    if ('code' in terms) throw problemOf(inWords(evaluationMessages, terms));
    return terms;
  }

  private async requireWithin({ actor }: CommandRequest, scorecardId: string): Promise<void> {
    const { card } = await this.desk.stateOf(scorecardStream, scorecardId);
    if (!card) throw problems.notFound('id', scorecardId);
    await this.desk.unitOf(actor, 'id', card.body, scorecardId);
  }
}
