using System.Text;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>An order's state is a pure function of its set of distinct events (see docs/adr/0001).</summary>
public sealed class OrderProjectionProperties
{
    [Fact]
    public void Any_arrival_order_with_duplicates_folds_alike()
        => Property.Holds(50_000, 10, static (set, random) =>
        {
            var expected = OrderProjection.Fold(set);
            return Difference(expected, OrderProjection.Fold(EventSets.Arrivals(set, random)));
        });

    [Fact]
    public void Every_permutation_of_a_small_set_folds_alike()
        => Property.Holds(600, 6, static (set, random) =>
        {
            var expected = OrderProjection.Fold(set);
            foreach (var permutation in Permutations([.. set], set.Count))
            {
                if (Difference(expected, OrderProjection.Fold(permutation)) is { } difference)
                {
                    return difference;
                }
            }

            return null;
        });

    [Fact]
    public void Folding_as_events_arrive_equals_folding_the_set()
        => Property.Holds(40_000, 10, static (set, random)
            => Incrementally(OrderProjection.Fold(set), EventSets.Arrivals(set, random), stored: random.Next(8) == 0));

    [Fact]
    public void Folding_every_permutation_as_it_arrives_equals_folding_the_set()
        => Property.Holds(1_500, 5, static (set, random) =>
        {
            var expected = OrderProjection.Fold(set);
            foreach (var permutation in Permutations([.. set], set.Count))
            {
                if (Incrementally(expected, permutation, stored: false) is { } difference)
                {
                    return difference;
                }
            }

            return null;
        });

    [Fact]
    public void Erasing_personal_data_commutes_with_folding_and_leaves_none()
        => Property.Holds(10_000, 8, static (set, random) =>
        {
            var erasedAfter = OrderJson.Write(OrderProjection.Fold(set).State.WithoutPersonalData());
            var erasedBefore = OrderJson.Write(OrderProjection.Fold([.. set.Select(static @event => @event.WithoutPersonalData())]).State);
            return DifferenceOf(erasedAfter, erasedBefore) ?? Leak(erasedAfter);
        });

    [Fact]
    public void Stored_form_survives_a_round_trip()
        => Property.Holds(10_000, 8, static (set, random) =>
        {
            var state = OrderJson.Write(OrderProjection.Fold(set).State);
            var difference = DifferenceOf(state, OrderJson.Write(OrderJson.ReadState(state)));
            var reread = set.Select(static @event => OrderJson.ReadEvent(OrderJson.Write(@event))).ToArray();
            return difference
                ?? set.Zip(reread, static (one, other) => DifferenceOf(OrderJson.Write(one), OrderJson.Write(other))).FirstOrDefault(static text => text is not null)
                ?? DifferenceOf(state, OrderJson.Write(OrderProjection.Fold(reread).State));
        });

    /// <summary>What the pipeline does: a duplicate changes nothing, a new identity in order is one step, everything else folds the rows.</summary>
    private static string? Incrementally(Folded expected, OrderEvent[] arrivals, bool stored)
    {
        var rows = new List<OrderEvent>(arrivals.Length);
        OrderState? state = null;
        foreach (var next in arrivals)
        {
            if (rows.Exists(row => row.Identity == next.Identity && row.Content == next.Content))
            {
                continue;
            }

            var isNew = !rows.Exists(row => row.Identity == next.Identity);
            rows.Add(next);
            if (isNew && OrderProjection.IsInOrder(state, next))
            {
                (state, var decision) = OrderProjection.Step(state, next);
                if (OrderProjection.Fold(rows).Timeline[^1] is var last && (last.Event.Identity != next.Identity || last.Decision != decision))
                {
                    return $"the step decided {decision}, the fold {last}";
                }
            }
            else
            {
                state = OrderProjection.Fold(rows).State;
            }

            state = stored ? OrderJson.ReadState(OrderJson.Write(state)) : state;
        }

        return DifferenceOf(OrderJson.Write(expected.State), OrderJson.Write(state!));
    }

    private static string? Difference(Folded expected, Folded actual)
    {
        var timelines = expected.Timeline.Count == actual.Timeline.Count;
        for (var i = 0; timelines && i < expected.Timeline.Count; i++)
        {
            timelines = expected.Timeline[i].Event.SortKey == actual.Timeline[i].Event.SortKey && expected.Timeline[i].Decision == actual.Timeline[i].Decision;
        }

        return timelines
            ? DifferenceOf(OrderJson.Write(expected.State), OrderJson.Write(actual.State))
            : $"timelines differ:\n  {string.Join("\n  ", Told(expected))}\n and\n  {string.Join("\n  ", Told(actual))}";
    }

    private static IEnumerable<string> Told(Folded folded) => folded.Timeline.Select(static decided => $"{decided.Event.Identity} {decided.Event.Content} {decided.Decision}");

    private static string? DifferenceOf(byte[] expected, byte[] actual)
        => expected.AsSpan().SequenceEqual(actual) ? null : $"{Encoding.UTF8.GetString(expected)}\n differs from\n{Encoding.UTF8.GetString(actual)}";

    private static string? Leak(byte[] json)
        => Encoding.UTF8.GetString(json) is var text && (text.Contains(EventSets.Personal, StringComparison.Ordinal) || text.Contains("23.555", StringComparison.Ordinal))
            ? $"personal data left in {text}"
            : null;

    /// <summary>The one array is permuted in place, and is as it was at the end.</summary>
    private static IEnumerable<OrderEvent[]> Permutations(OrderEvent[] events, int count)
    {
        if (count <= 1)
        {
            yield return events;
            yield break;
        }

        for (var i = 0; i < count; i++)
        {
            (events[i], events[count - 1]) = (events[count - 1], events[i]);
            foreach (var permutation in Permutations(events, count - 1))
            {
                yield return permutation;
            }

            (events[i], events[count - 1]) = (events[count - 1], events[i]);
        }
    }
}
