package main

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// inOrder runs the tasks that produce emits on a number of workers and hands their results to consume in the order in
// which they were emitted. A few tasks for each worker are under way at any time, so that memory is bounded however
// much is produced. The first error ends everything.
func inOrder[T any](ctx context.Context, workers int, produce func(emit func(task func() T) error) error, consume func(T) error) error {
	type slot struct {
		task   func() T
		result chan T
	}
	group, ctx := errgroup.WithContext(ctx)
	tasks := make(chan slot)
	order := make(chan slot, 2*workers)
	group.Go(func() error {
		defer close(order)
		defer close(tasks)
		return produce(func(task func() T) error {
			s := slot{task, make(chan T, 1)}
			for _, queue := range []chan slot{order, tasks} {
				select {
				case queue <- s:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	})
	for range workers {
		group.Go(func() error {
			for s := range tasks {
				s.result <- s.task()
			}
			return nil
		})
	}
	group.Go(func() error {
		for s := range order {
			select {
			case r := <-s.result:
				if err := consume(r); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return group.Wait()
}
