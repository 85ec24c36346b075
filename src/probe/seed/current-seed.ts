/** Holds the seed under way for the patches of tfjs, which are installed once while each seed has its own run. */

import type { FurtherLosses } from '../further/further-losses';
import type { BundleStack } from '../../report/position';
import type { MeasuredModel } from '../measuring/measured-model';
import type { UnnumberedOrigin, BackwardCall } from '../measuring/pending-step';
import type { MeterHost } from '../measuring/step-meter';
import type { Recorder } from '../recording/recorder';
import type { Layer, Model, Tensor, Variable } from '../tfjs/internals';
import type * as tf from '../tfjs/tf';
import type { SeedRun } from './seed-run';
import type { TensorKeeper } from './tensor-keeper';

export class CurrentSeed implements MeterHost {
  #run: SeedRun | undefined;

  constructor(
    private readonly recorder: Recorder,
    private readonly keeper: TensorKeeper,
  ) {}

  /** @throws Error before the first seed */
  get run(): SeedRun {
    if (!this.#run) throw new Error('No seed is under way.');
    return this.#run;
  }

  set run(seedRun: SeedRun) {
    this.#run = seedRun;
  }

  get measuring(): boolean {
    return this.#run?.measuring ?? false;
  }

  outermost(model: Model): Model {
    return this.recorder.outermost(model);
  }

  measuredModel(model: Model | undefined, optimizer?: tf.Optimizer): MeasuredModel {
    return this.run.measuredModel(model, optimizer);
  }

  isLoose(variable: Variable): boolean {
    return this.run.isLoose(variable);
  }

  isRequested(made: readonly object[]): boolean {
    return this.run.isRequested(made);
  }

  adopt(layer: Layer, wrapped: readonly Layer[]): void {
    this.run.adopt(layer, wrapped);
  }

  noteLoopData(...args: Parameters<SeedRun['noteLoopData']>): void {
    this.run.noteLoopData(...args);
  }

  get readsRows(): boolean {
    return this.run.readsRows;
  }

  noteRows(...args: Parameters<SeedRun['noteRows']>): void {
    this.run.noteRows(...args);
  }

  noteEmptyStep(): void {
    this.run.noteEmptyStep();
  }

  callUnderWay(): BundleStack {
    return this.run.callUnderWay();
  }

  callOfNegation(tensors: readonly Tensor[]): BundleStack {
    return this.run.callOfNegation(tensors);
  }

  callOfMaking(tensors: readonly Tensor[]): BundleStack {
    return this.run.callOfMaking(tensors);
  }

  noteReordering(...args: Parameters<SeedRun['noteReordering']>): void {
    this.run.noteReordering(...args);
  }

  findOrigin(pass: BackwardCall): UnnumberedOrigin | undefined {
    return this.run.findOrigin(pass);
  }

  furtherSteps(model: MeasuredModel): FurtherLosses | undefined {
    return this.run.furtherSteps(model);
  }

  skipped(optimizer: tf.Optimizer, key: string): number | undefined {
    return this.#run?.skipped(optimizer, key);
  }

  stepped(models: readonly MeasuredModel[], optimizer: tf.Optimizer | undefined, key: string | undefined): void {
    this.keeper.sweep();
    this.run.stepped(models, optimizer, key);
  }
}
