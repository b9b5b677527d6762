using OrderRelay.Core.Api;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.Failures;
using OrderRelay.Faults.Simulation.Relay;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Traffic;

/// <summary>The way from the providers to a process: requests and answers are lost, processes die under them, and what was not
/// answered is sent again.</summary>
internal sealed class ProviderNetwork(SimulatedWorld world, Func<SimulatedProcess, SimulatedRelay> relayOf)
{
    private int open;

    /// <summary>Every webhook has got its answer.</summary>
    public bool IsDone => open == 0;

    public void Start(IReadOnlyList<SimulatedWebhook> webhooks)
    {
        open = webhooks.Count;
        foreach (var webhook in webhooks)
        {
            world.Scheduler.At(world.Scheduler.Now + webhook.At, world.Outside, _ => world.Watch(DeliverAsync(webhook)), null);
        }
    }

    private async Task DeliverAsync(SimulatedWebhook webhook)
    {
        for (var attempt = 1; ; attempt++)
        {
            var body = webhook.Body(attempt);
            world.Witness.Sending(webhook, body);
            if (await SendAsync(webhook, body) is { } status && status is 202 or 400 or 401)
            {
                open--;
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(world.Random.Next(500, 60_000)), world.Outside.Time);
        }
    }

    /// <returns>The status as the provider hears it; null when it hears nothing.</returns>
    private async Task<int?> SendAsync(SimulatedWebhook webhook, byte[] body)
    {
        if (world.Living.Count == 0 || world.Faults.LosesRequest())
        {
            return null;
        }

        var process = world.Living[world.Random.Next(world.Living.Count)];
        var relay = relayOf(process);
        var answer = await process.AskAsync(async () => await ReceiveAsync(process, relay, webhook, body));
        if (answer is null)
        {
            return null;
        }

        return world.Faults.LosesRequest() ? null : answer.Status;
    }

    private async ValueTask<ApiAnswer> ReceiveAsync(SimulatedProcess process, SimulatedRelay relay, SimulatedWebhook webhook, byte[] body)
    {
        // The host reads the body into memory of its own.
        var read = body.ToArray();
        var headers = Credentials.Of(webhook.Provider, webhook.IsGenuine);
        var answer = await relay.Get<ReceiveWebhook>().HandleAsync(new(webhook.Provider, headers, read, null), default);
        await MisbehaveAsync(relay, webhook, body, answer);
        await process.CallAsync(Port.Request, "answer", () => ValueTask.CompletedTask);
        world.Trace.Add(process.Name, "answered", answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        world.Witness.Answered(webhook, body, answer.Status);
        return answer;
    }

    private async ValueTask MisbehaveAsync(SimulatedRelay relay, SimulatedWebhook webhook, byte[] body, ApiAnswer answer)
    {
        if (world.Options.Plant.HasFlag(Plant.TokenInLog))
        {
            world.Witness.Logged($"Received a webhook with {Credentials.Of(webhook.Provider, webhook.IsGenuine)["Auth-Token"]}");
        }

        if (world.Options.Plant.HasFlag(Plant.PersonInLog))
        {
            world.Witness.Logged($"Received {System.Text.Encoding.UTF8.GetString(body)}");
        }

        if (world.Options.Plant.HasFlag(Plant.OpenDoor) && answer.Status == 401)
        {
            try
            {
                _ = await relay.Get<IEventQueue>().EnqueueAsync(
                    new() { MessageId = "stranger", Provider = webhook.Provider, Subject = "x", Identity = new("stranger"), ReceivedAt = world.Scheduler.Now, Body = body }, null, default);
            }
            catch (QueueUnavailableException)
            {
                // Not this time.
            }
        }
    }
}
