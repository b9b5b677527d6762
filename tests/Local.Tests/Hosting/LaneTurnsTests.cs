using OrderRelay.Contracts;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>In a rush the projection keeps a quarter of one lane; nobody waits otherwise.</summary>
public sealed class LaneTurnsTests
{
    private readonly FakeTime _time = new();
    private readonly List<TimeSpan> _rests = [];

    [Theory]
    [InlineData(0)]
    [InlineData(LaneTurns.Rush - 0.1)]
    public void Lanes_do_not_rest_while_requests_come_singly(double enqueuedTogether)
    {
        using var turns = Turns(enqueuedTogether);

        turns.Take(() => _time.Advance(TimeSpan.FromMilliseconds(20)));

        Assert.Empty(_rests);
    }

    [Fact]
    public void Lane_rests_three_times_as_long_as_it_worked_in_a_rush()
    {
        using var turns = Turns(LaneTurns.Rush);

        turns.Take(() => _time.Advance(TimeSpan.FromMilliseconds(20)));
        turns.Take(() => _time.Advance(TimeSpan.FromMilliseconds(5)));

        Assert.Equal([TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(15)], _rests);
    }

    private LaneTurns Turns(double enqueuedTogether)
    {
        var turns = new LaneTurns(() => enqueuedTogether, _time);
        turns.BeforeRest = rest =>
        {
            _rests.Add(rest);

            // The rest ends at once, since nothing in a test takes as long as it says.
            turns.Close();
        };
        return turns;
    }
}
