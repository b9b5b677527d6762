using OrderRelay.Contracts.Providers;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Tests.Providers.Pombo;

public sealed class PomboContractTests : ProviderContract
{
    protected override IProvider Provider { get; } = new PomboProvider();

    protected override string OrderIdField => "parcel";

    protected override string EventNameField => "event";

    protected override IReadOnlyList<string> StatusFields => ["state"];
}
