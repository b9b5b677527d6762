using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class WaitingWorksTests
{
    private readonly WaitingWorks<object> _works = new();

    [Fact]
    public void All_that_waits_is_taken_together_in_the_order_in_which_it_came()
    {
        var (first, second, third) = (new Work(), new Work(), new Work());
        Assert.True(_works.TryAdd(first));
        Assert.True(_works.TryAdd(second));

        var taken = _works.Take(Never)!;
        Assert.True(_works.TryAdd(third));

        Assert.Equal([first, second], taken);
        taken.Clear();
        Assert.Equal([third], _works.Take(Never)!);
    }

    [Fact]
    public void Nothing_is_taken_when_patience_ends_before_a_work_comes()
        => Assert.Empty(_works.Take(static () => 0)!);

    [Fact]
    public async Task Committer_that_waits_is_woken_by_a_work()
    {
        using var waits = new ManualResetEventSlim();
        var taken = Task.Run(() => _works.Take(() =>
        {
            waits.Set();
            return Timeout.Infinite;
        }));
        waits.Wait();
        var work = new Work();
        _ = _works.TryAdd(work);

        Assert.Equal([work], await taken);
    }

    [Fact]
    public void What_waits_when_it_is_closed_is_still_taken_and_nothing_after_it()
    {
        var work = new Work();
        _ = _works.TryAdd(work);
        _works.Close();

        Assert.False(_works.TryAdd(new Work()));
        var taken = _works.Take(Never)!;
        Assert.Equal([work], taken);
        taken.Clear();
        Assert.Null(_works.Take(Never));
    }

    [Fact]
    public void List_that_goes_on_elsewhere_is_not_written_over()
    {
        var (first, second, third) = (new Work(), new Work(), new Work());
        _ = _works.TryAdd(first);
        var elsewhere = _works.Take(Never)!;
        _works.Replace([]);
        _ = _works.TryAdd(second);
        _works.Take(Never)!.Clear();
        _ = _works.TryAdd(third);
        _ = _works.Take(Never);

        Assert.Equal([first], elsewhere);
    }

    private static int Never() => throw new InvalidOperationException("a work waits, so there is nothing to wait for");

    private sealed class Work() : CommitWork<object, bool>
    {
        public override void Write(object session)
        {
        }
    }
}
