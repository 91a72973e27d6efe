import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { clusterStream, formCluster, joinCluster, leaveCluster } from '@sohoi/evaluation';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest, readAsOfQuery } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { judges, readers } from './allowed.js';
import { clusterAnswer, clusterPage, ClusterQueries, clustersQuery } from './cluster.queries.js';
import { Desk } from './desk.js';
import { RunClusterCommand } from './handlers.js';
import { rankingAnswer, rankingQuery } from './ranking.answers.js';
import { RankingQueries } from './ranking.queries.js';

/** Emulation clusters: who is in them, and how they rank. */
@Controller('v1/emulation-clusters')
@ApiTags('evaluation')
export class ClusterController {
  constructor(
    @Inject(Desk) private readonly desk: Desk,
    @Inject(ClusterQueries) private readonly queries: ClusterQueries,
    @Inject(RankingQueries) private readonly rankings: RankingQueries,
  ) {}

  @Get()
  @Allow(readers)
  @Answers(clusterPage)
  @ApiOperation({ summary: 'Cụm thi đua trong phạm vi · Emulation clusters in scope' })
  listClusters(@FromActor() actor: Actor, @Query({ schema: clustersQuery }) query: z.infer<typeof clustersQuery>) {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @Allow(readers)
  @Answers(clusterAnswer)
  @ApiOperation({ summary: 'Một cụm thi đua · One emulation cluster' })
  oneCluster(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) clusterId: string,
    @Query({ schema: readAsOfQuery }) query: z.infer<typeof readAsOfQuery>,
  ) {
    return this.queries.one(actor, clusterId, query);
  }

  @Get(':id/ranking')
  @Allow(readers)
  @Answers(rankingAnswer)
  @ApiOperation({ summary: 'Xếp hạng trong cụm, kèm căn cứ · Ranking of a cluster, with what it rests on' })
  clusterRanking(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) clusterId: string,
    @Query({ schema: rankingQuery }) query: z.infer<typeof rankingQuery>,
  ) {
    return this.rankings.one(actor, clusterId, query);
  }

  @Post()
  @Allow(judges)
  @ApiOperation({ summary: 'Lập cụm thi đua · Form a cluster' })
  formCluster(
    @FromRequest() request: CommandRequest,
    @Body({ schema: formCluster }) { id: ownId, ...body }: z.infer<typeof formCluster>,
  ) {
    const clusterId = ownId ?? request.newId();
    return this.desk.run(
      new RunClusterCommand(clusterId, request, async () => {
        await this.desk.requireUnit(request.actor, 'unitId', body.unitId);
        return { type: 'FormCluster', data: { ...body, clusterId } };
      }),
    );
  }

  /** A member may come from anywhere in the organisation. */
  @Post(':id/members')
  @Allow(judges)
  @ApiOperation({ summary: 'Đưa đơn vị vào cụm · Let a unit join a cluster' })
  joinCluster(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) clusterId: string,
    @Body({ schema: joinCluster }) body: z.infer<typeof joinCluster>,
  ) {
    return this.desk.run(
      new RunClusterCommand(clusterId, request, async () => {
        await this.desk.requireOwn(request.actor, clusterStream, clusterId);
        await this.desk.requireUnitAnywhere('memberUnitId', body.memberUnitId);
        return { type: 'JoinCluster', data: { ...body, clusterId } };
      }),
    );
  }

  @Post(':id/members/leave')
  @Allow(judges)
  @ApiOperation({ summary: 'Đưa đơn vị ra khỏi cụm · Let a unit leave a cluster' })
  leaveCluster(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) clusterId: string,
    @Body({ schema: leaveCluster }) body: z.infer<typeof leaveCluster>,
  ) {
    return this.desk.run(
      new RunClusterCommand(clusterId, request, async () => {
        await this.desk.requireOwn(request.actor, clusterStream, clusterId);
        return { type: 'LeaveCluster', data: { ...body, clusterId } };
      }),
    );
  }
}
