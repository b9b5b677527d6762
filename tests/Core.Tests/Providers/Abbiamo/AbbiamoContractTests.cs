using OrderRelay.Contracts.Providers;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Providers.Abbiamo;

namespace OrderRelay.Core.Tests.Providers.Abbiamo;

public sealed class AbbiamoContractTests : ProviderContract
{
    protected override IProvider Provider { get; } = new AbbiamoProvider();

    protected override string OrderIdField => "order_id";

    protected override string EventNameField => "event_type";

    protected override IReadOnlyList<string> StatusFields => ["status"];
}
