using System.Net.Http.Headers;
using System.Text.Json;
using Spectre.Console;

namespace OrderRelay.Local.Cli;

/// <summary>What an operator asks of a running relay, printed for people or as the relay's own JSON.</summary>
internal sealed class OperatorVerb(RelayClient relay, TextWriter output, bool json)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    private readonly IAnsiConsole console = PeopleConsole.Over(output);

    /// <summary>The relay that is asked.</summary>
    public RelayClient Relay => relay;

    /// <summary>For what programs read.</summary>
    public TextWriter Output => output;

    /// <summary>For people.</summary>
    public IAnsiConsole Screen => console;

    /// <summary>True when a program reads it.</summary>
    public bool Json => json;

    /// <summary>Shows a list as a table.</summary>
    /// <param name="path">The route with its query.</param>
    /// <param name="list">The member that holds the list.</param>
    /// <param name="columns">Members to show.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> ListAsync(string path, string list, string[] columns, CancellationToken cancellationToken)
    {
        using var answer = await relay.AskAsync(HttpMethod.Get, path, null, cancellationToken);
        if (json)
        {
            return await PrintAsync(answer);
        }

        console.Write(TableOf(answer.RootElement.GetProperty(list), columns));
        if (answer.RootElement.TryGetProperty("cursor", out var cursor))
        {
            console.WriteLine($"There are more: --cursor {cursor.GetString()}");
        }

        return ExitCodes.Ok;
    }

    /// <summary>Asks for one thing and prints its members.</summary>
    public async Task<int> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var answer = await relay.AskAsync(method, path, content, cancellationToken);
        return await PrintAsync(answer);
    }

    /// <summary>Puts a file's bytes.</summary>
    public async Task<int> PutAsync(string path, string file, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file, cancellationToken));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await AskAsync(HttpMethod.Put, path, content, cancellationToken);
    }

    /// <summary>Starts a job and waits for its end, with a bar on a terminal.</summary>
    /// <param name="path">Starts it.</param>
    /// <param name="status">Where it is asked for, without its id.</param>
    /// <param name="progress">The member that counts what is done.</param>
    /// <param name="cancellationToken">Ends the wait; the job goes on.</param>
    /// <returns>0 when nothing of it failed again.</returns>
    public async Task<int> RunJobAsync(string path, string status, string progress, CancellationToken cancellationToken)
    {
        using var started = await relay.AskAsync(HttpMethod.Post, path, null, cancellationToken);
        var id = started.RootElement.GetProperty("id").GetString()!;
        var ended = await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var bar = context.AddTask(status, maxValue: Math.Max(NumberOf(started.RootElement, "total"), 1));
            while (true)
            {
                var job = await relay.AskAsync(HttpMethod.Get, $"{status}/{Uri.EscapeDataString(id)}", null, cancellationToken);
                bar.Value = NumberOf(job.RootElement, progress);
                if (job.RootElement.GetProperty("status").GetString() == "done")
                {
                    return job;
                }

                job.Dispose();
                await Task.Delay(BetweenLooks, TimeProvider.System, cancellationToken);
            }
        });
        using (ended)
        {
            _ = await PrintAsync(ended);
            return NumberOf(ended.RootElement, "failedAgain") + NumberOf(ended.RootElement, "skipped") == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        }
    }

    /// <summary>Pages through what a reprojection would change.</summary>
    public async Task<int> ForecastAsync(string path, CancellationToken cancellationToken)
    {
        long looked = 0, changed = 0;
        for (string? cursor = null; ;)
        {
            using var page = await relay.AskAsync(
                HttpMethod.Post, $"{path}&limit=200{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", null, cancellationToken);
            foreach (var change in page.RootElement.GetProperty("changes").EnumerateArray())
            {
                changed++;
                await output.WriteLineAsync(json ? change.GetRawText() : LineOf(change));
            }

            looked += NumberOf(page.RootElement, "looked");
            if ((cursor = page.RootElement.TryGetProperty("cursor", out var next) ? next.GetString() : null) is null)
            {
                break;
            }
        }

        if (!json)
        {
            await output.WriteLineAsync($"{changed} of {looked} orders would change");
        }

        return ExitCodes.Ok;
    }

    private static string LineOf(JsonElement change)
        => $"{change.GetProperty("provider")}/{change.GetProperty("orderId")}: {change.GetProperty("statusBefore")} -> {change.GetProperty("statusAfter")}; "
            + string.Join(", ", change.GetProperty("fields").EnumerateArray().Select(static field => field.GetString()));

    private static long NumberOf(JsonElement element, string name) => element.TryGetProperty(name, out var number) ? number.GetInt64() : 0;

    private static Table TableOf(JsonElement list, string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            _ = table.AddColumn(column);
        }

        foreach (var row in list.EnumerateArray())
        {
            _ = table.AddRow([.. columns.Select(column => Markup.Escape(row.TryGetProperty(column, out var value) ? value.ToString() : ""))]);
        }

        return table;
    }

    /// <summary>Prints an answer's members, or the answer itself.</summary>
    public async Task<int> PrintAsync(JsonDocument answer)
    {
        if (json)
        {
            await output.WriteLineAsync(answer.RootElement.GetRawText());
            return ExitCodes.Ok;
        }

        foreach (var member in answer.RootElement.EnumerateObject())
        {
            await output.WriteLineAsync($"{member.Name}: {member.Value}");
        }

        return ExitCodes.Ok;
    }
}
