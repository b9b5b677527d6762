using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Providers;
using OrderRelay.Faults.Simulation.Traffic;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Checks;

/// <summary>What was sent, promised, said and heard, as somebody outside of the relay knows it; and what turned out to be broken.</summary>
internal sealed class Witness(Scheduler scheduler)
{
    private const int MostFindings = 20;

    private readonly Dictionary<(string Provider, UInt128 Body), SentBody> sent = [];
    private readonly List<string> broken = [];

    /// <summary>Findings, each beginning with the invariant that it breaks.</summary>
    public IReadOnlyList<string> Findings => broken;

    public IReadOnlyCollection<SentBody> Sent => sent.Values;

    /// <summary>How often each notification was heard by its receiver.</summary>
    public Dictionary<string, int> Heard { get; } = new(StringComparer.Ordinal);

    public void Broken(string what)
    {
        if (broken.Count < MostFindings)
        {
            broken.Add($"{what} (at {scheduler.Now:HH:mm:ss.fff}, step {scheduler.Steps})");
        }
    }

    public void Sending(SimulatedWebhook webhook, byte[] body)
    {
        var key = KeyOf(webhook.Provider, body);
        if (!sent.TryGetValue(key, out var known))
        {
            var mapped = ProviderCatalog.Default.Find(webhook.Provider)!.Map(body);
            sent.Add(key, known = new(webhook.Provider, body, mapped.Event));
        }

        known.IsGenuine |= webhook.IsGenuine;
    }

    /// <summary>An answer has left the relay, whether or not its provider hears it.</summary>
    public void Answered(SimulatedWebhook webhook, byte[] body, int status)
    {
        var known = sent[KeyOf(webhook.Provider, body)];
        known.IsAcknowledged |= status == 202;
        known.IsRefused |= status == 400;
        if (status == 202 && !webhook.IsGenuine)
        {
            Broken("I4: a webhook with a wrong credential was acknowledged");
        }
    }

    /// <summary>Something reaches the queue.</summary>
    public void Enqueued(QueueMessage message)
    {
        if (Find(message.Provider, message.Body.Span) is not { } known)
        {
            Broken($"I5: {message.MessageId} was enqueued with a body that nobody sent");
        }
        else if (!known.IsGenuine)
        {
            Broken($"I4: {message.MessageId} was enqueued and nobody with a credential had sent it");
        }
    }

    public void Logged(string line)
    {
        foreach (var secret in Credentials.Secrets)
        {
            if (line.Contains(secret, StringComparison.Ordinal))
            {
                Broken($"I4: a log line holds {secret}");
            }
        }
    }

    /// <param name="id">Of the notification.</param>
    /// <param name="foundAs">What whoever sent it had found in the log.</param>
    public void Received(string id, string? foundAs)
    {
        Heard[id] = Heard.GetValueOrDefault(id) + 1;
        if (foundAs == "sent")
        {
            Broken($"I3: {id} was sent again though it was known to be sent");
        }
    }

    public SentBody? Find(string provider, ReadOnlySpan<byte> body) => sent.GetValueOrDefault(KeyOf(provider, body));

    private static (string, UInt128) KeyOf(string provider, ReadOnlySpan<byte> body) => (provider, Fingerprint.Of(body));
}

/// <summary>One body that was sent, byte for byte.</summary>
/// <param name="Provider">By whom.</param>
/// <param name="Bytes">The bytes.</param>
/// <param name="Event">What it says; null for a body that is no event.</param>
internal sealed record SentBody(string Provider, byte[] Bytes, OrderEvent? Event)
{
    /// <summary>It was sent with the right credential, once at least.</summary>
    public bool IsGenuine { get; set; }

    /// <summary>Answered with 202.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>Answered with 400.</summary>
    public bool IsRefused { get; set; }
}
