import { Module } from '@nestjs/common';
import { ChapterController } from './chapter.controller.js';
import { ChapterHandler } from './chapter.handler.js';
import { ErasedHolders } from './erased-holders.js';
import { GroupController } from './group.controller.js';
import { GroupHandler } from './group.handler.js';
import { PostHolderQueries } from './post-holder.queries.js';
import { ChapterPostController, UnitPostController } from './post.controller.js';
import { UnitController } from './unit.controller.js';
import { UnitHandler } from './unit.handler.js';
import { UnitQueries } from './unit.queries.js';

/** Units, chapters, groups and their post holders over HTTP. */
@Module({
  controllers: [UnitController, ChapterController, GroupController, UnitPostController, ChapterPostController],
  providers: [UnitHandler, ChapterHandler, GroupHandler, UnitQueries, PostHolderQueries, ErasedHolders],
})
export class OrganizationModule {}
