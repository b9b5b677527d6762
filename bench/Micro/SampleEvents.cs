using OrderRelay.Core.Orders;
using OrderRelay.Core.Providers;
using OrderRelay.Load.Events;

namespace OrderRelay.Micro;

/// <summary>The bodies that the load driver sends: one order's life, in order.</summary>
public static class SampleEvents
{
    /// <summary>One per stage.</summary>
    public static byte[][] Bodies { get; } = Build();

    /// <summary>The same, mapped.</summary>
    public static OrderEvent[] Events { get; } = [.. Bodies.Select(static body => Captain.Map(body).Event!)];

    /// <summary>The provider that sends them.</summary>
    public static IProvider Captain => ProviderCatalog.Default.Find("captain")!;

    private static byte[][] Build()
    {
        var ids = new EventIds(1);
        var stages = Lifecycles.Of("captain");
        var stream = new EventStream(0, 1, 1, stages.Count, repeatOrders: false);
        return [.. stages.Select(stage =>
        {
            var template = RequestTemplate.Build("", stage, null, null);
            return template.Fill(stream.Next(), ids)[^template.BodyBytes..].ToArray();
        })];
    }
}
