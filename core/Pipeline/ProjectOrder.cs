using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// Projects a batch of messages onto their orders: maps each, folds all events of one order together, and commits state
/// and event rows in one transaction per order. At-least-once delivery is fine: what is stored already changes nothing.
/// </summary>
public sealed class ProjectOrder(ProviderCatalog providers, IOrderStore store, ProjectionSequel sequel, ProjectionReport report, TimeProvider time)
{
    private const int MaxRounds = 12;

    /// <summary>Handles a batch.</summary>
    /// <returns>One outcome per item, in the items' order. Nothing is thrown for a message's content or a store's failure.</returns>
    public async ValueTask<IReadOnlyList<Outcome>> HandleAsync(IReadOnlyList<ProjectionItem> batch, CancellationToken cancellationToken)
    {
        var outcomes = new Outcome[batch.Count];
        var orders = Group(batch, outcomes);
        if (orders.Count > 0)
        {
            await ProjectAsync(orders, outcomes, cancellationToken);
        }

        return outcomes;
    }

    private List<OrderWork> Group(IReadOnlyList<ProjectionItem> batch, Outcome[] outcomes)
    {
        var orders = new Dictionary<OrderKey, OrderWork>(batch.Count);
        for (var index = 0; index < batch.Count; index++)
        {
            var item = batch[index];
            var mapped = Map(item.Message);
            if (mapped.Event is not { } @event)
            {
                outcomes[index] = report.Failed(item, HandlingFailure.Lasting(mapped.Failure!.Value, mapped.FailureText!) with { ExceptionType = mapped.ExceptionType });
                continue;
            }

            if (!orders.TryGetValue(@event.Order, out var work))
            {
                orders.Add(@event.Order, work = new OrderWork(@event.Order));
            }

            work.Arriving.Add(new(index, item, mapped));
        }

        return [.. orders.Values];
    }

    private MappedEvent Map(QueueMessage message)
    {
        if (providers.Find(message.Provider) is not { } provider)
        {
            return MappedEvent.Failed(
                DeadLetterReason.UnmappedProvider,
                $"no provider named '{message.Provider}' is built in: deploy the version that has it, then replay");
        }

        try
        {
            return provider.Map(message.Body);
        }
#pragma warning disable CA1031 // A mapping never throws; one that does has a bug, which must not hold up the other messages of the batch.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            report.MappingBroke(message, exception);
            return MappedEvent.Failed(
                DeadLetterReason.Unexpected,
                $"mapping it failed with {exception.GetType().Name}, which is a bug: mend the mapping, then replay",
                exception.GetType().FullName);
        }
    }

    private async ValueTask ProjectAsync(List<OrderWork> orders, Outcome[] outcomes, CancellationToken cancellationToken)
    {
        try
        {
            await CommitRoundsAsync(orders, outcomes, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Fail(orders, outcomes, HandlingFailure.Passing(exception.Message) with { ExceptionType = exception.GetType().FullName });
        }
#pragma warning disable CA1031 // Whatever an adapter throws concerns these orders only; it must neither lose a message nor stop the pump.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await IsolateAsync(orders, outcomes, exception, cancellationToken);
        }
    }

    /// <summary>One bad order must not hold up the others of its batch: each goes alone, and the bad one fails alone.</summary>
    private async ValueTask IsolateAsync(List<OrderWork> orders, Outcome[] outcomes, Exception exception, CancellationToken cancellationToken)
    {
        var open = orders.FindAll(order => order.Arriving.Exists(arriving => outcomes[arriving.Index] is null));
        if (open.Count == 1)
        {
            report.Unexpected(open[0].Key, exception);
            Fail(open, outcomes, HandlingFailure.Passing($"unexpected {exception.GetType().Name}") with { ExceptionType = exception.GetType().FullName });
            return;
        }

        foreach (var order in open)
        {
            await ProjectAsync([order], outcomes, cancellationToken);
        }
    }

    private async ValueTask CommitRoundsAsync(List<OrderWork> orders, Outcome[] outcomes, CancellationToken cancellationToken)
    {
        var open = orders;
        for (var round = 1; open.Count > 0; round++)
        {
            if (round > MaxRounds)
            {
                Fail(open, outcomes, HandlingFailure.Passing("the order kept changing under this projection"));
                return;
            }

            if (round > 2)
            {
                await Task.Delay(report.ContentionDelay(round), time, cancellationToken);
            }

            open = await CommitRoundAsync(open, outcomes, cancellationToken);
        }
    }

    /// <returns>The orders that have to be loaded and folded again.</returns>
    private async ValueTask<List<OrderWork>> CommitRoundAsync(List<OrderWork> orders, Outcome[] outcomes, CancellationToken cancellationToken)
    {
        await PlanAsync(orders, cancellationToken);
        var changing = orders.FindAll(static order => order.Plan!.Change is not null);
        var results = changing.Count == 0
            ? []
            : await store.CommitAsync(changing.ConvertAll(static order => order.Plan!.Change!), cancellationToken);

        var again = new List<OrderWork>();
        for (var index = 0; index < changing.Count; index++)
        {
            switch (results[index])
            {
                case CommitResult.Committed:
                    break;
                case CommitResult.TooLarge:
                    Fail([changing[index]], outcomes, HandlingFailure.Lasting(
                        DeadLetterReason.OrderTooLarge, "the order no longer fits what the store can hold"));
                    break;
                case CommitResult.EventExists:
                    changing[index].NeedsRows = true;
                    again.Add(changing[index]);
                    break;
                default:
                    again.Add(changing[index]);
                    break;
            }
        }

        await FinishAsync(orders.FindAll(order => !again.Contains(order)), outcomes, cancellationToken);
        return again;
    }

    private async ValueTask PlanAsync(List<OrderWork> orders, CancellationToken cancellationToken)
    {
        var stored = await store.LoadAsync(orders.ConvertAll(static order => order.Key), cancellationToken);
        var now = time.GetUtcNow();
        for (var index = 0; index < orders.Count; index++)
        {
            var order = orders[index];
            order.Plan = order.NeedsRows ? null : ProjectionPlanner.TryAppend(stored[index], order.Arriving, now);
            if (order.Plan is null)
            {
                var rows = await store.ReadEventsAsync(order.Key, cancellationToken);
                order.Plan = ProjectionPlanner.Refold(stored[index], rows, order.Arriving, now);
            }
        }
    }

    /// <summary>Begins what follows for every order before it waits for any: what is enqueued together is committed together.</summary>
    private async ValueTask FinishAsync(List<OrderWork> orders, Outcome[] outcomes, CancellationToken cancellationToken)
    {
        List<(ProjectionItem Item, int Index, Task<string?> Sequel)>? following = null;
        foreach (var order in orders)
        {
            foreach (var decided in order.Plan!.Decided)
            {
                var index = decided.Arriving.Index;
                if (outcomes[index] is not null)
                {
                    continue;
                }

                report.Projected(decided, order.Plan.State, time.GetUtcNow());
                if (sequel.Begin(decided, order.Plan.State, cancellationToken) is { } begun)
                {
                    (following ??= []).Add((decided.Arriving.Item, index, begun));
                }
                else
                {
                    outcomes[index] = Outcome.Completed.Instance;
                }
            }
        }

        foreach (var (item, index, begun) in following ?? [])
        {
            outcomes[index] = await begun is { } failure
                ? report.Failed(item, HandlingFailure.Passing(failure))
                : Outcome.Completed.Instance;
        }
    }

    private void Fail(List<OrderWork> orders, Outcome[] outcomes, HandlingFailure failure)
    {
        foreach (var order in orders)
        {
            foreach (var arriving in order.Arriving)
            {
                outcomes[arriving.Index] ??= report.Failed(arriving.Item, failure);
            }
        }
    }
}
