using OrderRelay.Contracts.Providers;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Providers.Captain;

namespace OrderRelay.Core.Tests.Providers.Captain;

public sealed class CaptainContractTests : ProviderContract
{
    protected override IProvider Provider { get; } = new CaptainProvider();

    protected override string OrderIdField => "data.order_uuid";

    protected override string EventNameField => "event_name";

    protected override IReadOnlyList<string> StatusFields => ["data.status", "data.order_status", "data.item_status"];
}
