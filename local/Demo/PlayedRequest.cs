using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Demo;

/// <summary>A planned request with the answer that it got.</summary>
internal sealed record PlayedRequest(PlannedRequest Planned, WebhookReply Reply);
