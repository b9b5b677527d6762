using OrderRelay.Contracts;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Tests.Notifications;

public sealed class ChannelCircuitTests
{
    [Fact]
    public void Fifth_failure_in_a_row_pauses_and_each_further_one_for_twice_as_long_up_to_an_hour()
    {
        ChannelHealth? health = null;
        var now = Samples.Noon;
        List<double> pauses = [];
        for (var failure = 0; failure < 13; failure++)
        {
            health = ChannelCircuit.After(health, "shop", failure % 2 == 0 ? ChannelStatus.Passing : ChannelStatus.Refused, now);
            pauses.Add(health!.PausedUntil is { } until ? (until - now).TotalMinutes : 0);
            now = health.PausedUntil ?? now;
        }

        Assert.Equal([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60], pauses);
    }

    [Fact]
    public void Failures_that_were_under_way_when_the_pause_began_count_no_further()
        => Assert.Null(ChannelCircuit.After(new("shop", 5, Samples.Noon.AddMinutes(1), null), "shop", ChannelStatus.Passing, Samples.Noon));

    [Fact]
    public void Success_makes_well_and_is_noted_only_where_something_was_wrong()
    {
        Assert.Null(ChannelCircuit.After(null, "shop", ChannelStatus.Delivered, Samples.Noon));
        Assert.Null(ChannelCircuit.After(ChannelCircuit.Well("shop"), "shop", ChannelStatus.Delivered, Samples.Noon));
        Assert.Equal(ChannelCircuit.Well("shop"), ChannelCircuit.After(new("shop", 7, Samples.Noon, null), "shop", ChannelStatus.Delivered, Samples.Noon));
    }

    [Fact]
    public void Gone_disables_and_a_late_failure_does_not_turn_that_into_a_pause()
    {
        var gone = ChannelCircuit.After(null, "shop", ChannelStatus.Gone, Samples.Noon);

        Assert.Equal(new("shop", 1, null, Samples.Noon), gone);
        Assert.Null(ChannelCircuit.After(gone, "shop", ChannelStatus.Passing, Samples.Noon.AddMinutes(1)));
    }
}
