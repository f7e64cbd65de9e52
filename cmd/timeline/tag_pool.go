package main

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// job is a piece of work with any number of results, which it yields. It ends when yielding fails, with that error.
type job[T any] func(yield func(T) error) error

// inOrder runs the tasks that produce emits on a number of workers and hands their results to consume in the order in
// which they were emitted. A few tasks for each worker are under way at any time, and a task that has many results waits
// until those before it are consumed, so that memory is bounded however much is produced. The first error ends everything.
func inOrder[T any](ctx context.Context, workers int, produce func(emit func(task job[T]) error) error, consume func(T) error) error {
	type slot struct {
		task    job[T]
		results chan T
	}
	group, ctx := errgroup.WithContext(ctx)
	tasks := make(chan slot)
	order := make(chan slot, 2*workers)
	group.Go(func() error {
		defer close(order)
		defer close(tasks)
		return produce(func(task job[T]) error {
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
				err := s.task(func(r T) error {
					select {
					case s.results <- r:
						return nil
					case <-ctx.Done():
						return ctx.Err()
					}
				})
				close(s.results)
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		for s := range order {
			for r, more := receive(ctx, s.results); more; r, more = receive(ctx, s.results) {
				if err := consume(r); err != nil {
					return err
				}
			}
		}
		return ctx.Err()
	})
	return group.Wait()
}

// receive returns the next value of a channel, none when it is closed or the context ends.
func receive[T any](ctx context.Context, from <-chan T) (r T, ok bool) {
	select {
	case r, ok = <-from:
	case <-ctx.Done():
	}
	return r, ok
}
