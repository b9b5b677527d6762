using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class RecentIdsTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    [Fact]
    public void Id_is_known_for_the_window_and_a_second_at_most_beyond()
    {
        var recent = new RecentIds(Window, 1000);
        recent.Add(1, Ticks(0), [1]);
        recent.Add(2, Ticks(0.5), [2]);
        recent.Add(3, Ticks(2), [3]);

        recent.Trim(Ticks(600.3));
        Assert.True(recent.Contains(1) && recent.Contains(2) && recent.Contains(3));
        recent.Trim(Ticks(601.1));
        Assert.False(recent.Contains(1) || recent.Contains(2));
        Assert.True(recent.Contains(3));
        Assert.Equal(1, recent.TrimmedTo);
    }

    [Fact]
    public void Oldest_are_forgotten_beyond_the_capacity()
    {
        var recent = new RecentIds(Window, 3);
        for (var id = 1; id <= 5; id++)
        {
            recent.Add(id, Ticks(2 * id), [(UInt128)id]);
        }

        recent.Trim(Ticks(11));

        Assert.Equal([false, false, true, true, true], Enumerable.Range(1, 5).Select(id => recent.Contains((UInt128)id)));
    }

    [Fact]
    public void Id_that_came_twice_is_known_until_the_second_one_is_forgotten()
    {
        var recent = new RecentIds(Window, 1000);
        recent.Add(1, Ticks(0), [7]);
        recent.Add(2, Ticks(300), [7]);

        recent.Trim(Ticks(700));
        Assert.True(recent.Contains(7));
        recent.Trim(Ticks(901.1));
        Assert.False(recent.Contains(7));
    }

    [Fact]
    public void Ids_that_come_right_behind_forgotten_ones_are_forgotten_in_their_time()
    {
        var recent = new RecentIds(Window, 1);
        recent.Add(1, Ticks(0), [1, 2]);
        recent.Trim(Ticks(0));
        recent.Add(3, Ticks(0.1), [3]);

        Assert.True(recent.Contains(3));
        recent.Trim(Ticks(602));
        Assert.False(recent.Contains(3));
    }

    /// <summary>Beside a list that is looked through, over rings that fill, turn and grow.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_knows_what_a_list_would(int seed)
    {
        var random = new Random(seed);
        var recent = new RecentIds(Window, 5000);
        var groups = new Queue<(double At, UInt128[] Ids)>();
        var (now, first) = (0.0, 1L);
        for (var step = 0; step < 600; step++)
        {
            // Never within a second: each group is forgotten by itself.
            now += 1.5 + (random.NextDouble() * (step % 200 < 100 ? 1 : 60));
            recent.Trim(Ticks(now));
            while (groups.TryPeek(out var oldest) && (oldest.At < now - Window.TotalSeconds || groups.Sum(static group => group.Ids.Length) > 5000))
            {
                _ = groups.Dequeue();
            }

            var ids = new UInt128[random.Next(60)];
            for (var index = 0; index < ids.Length; index++)
            {
                ids[index] = (UInt128)random.Next(20_000);
            }

            recent.Add(first, Ticks(now), ids);
            groups.Enqueue((now, ids));
            first += ids.Length;

            var known = groups.SelectMany(static group => group.Ids).ToHashSet();
            for (var asked = 0; asked < 50; asked++)
            {
                var id = (UInt128)random.Next(20_000);
                Assert.Equal(known.Contains(id), recent.Contains(id));
            }
        }
    }

    private static long Ticks(double seconds) => new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc).AddSeconds(seconds).Ticks;
}
