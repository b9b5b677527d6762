using System.Diagnostics;
using System.Text.Json;
using OrderRelay.Load.Measuring;

namespace OrderRelay.Load.Running;

/// <summary>Asks a server how many events it has projected: <c>projected</c> in its answer, or the sum of all verdicts and duplicates.</summary>
internal sealed class ProjectionProbe(Uri stats, IReadOnlyList<int> serverPids) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };

    public async Task<ProjectionMark> MarkAsync(CancellationToken cancellationToken)
    {
        var answer = await http.GetByteArrayAsync(stats, cancellationToken);
        return new ProjectionMark(Stopwatch.GetTimestamp(), Count(answer), ProcessTree.Sample(serverPids));
    }

    /// <summary>Waits until so many events are projected, counted since the server started.</summary>
    /// <param name="from">Where the measurement began.</param>
    /// <param name="target">How many.</param>
    /// <param name="longest">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<EventProjection> WaitAsync(ProjectionMark from, long target, TimeSpan longest, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var mark = await MarkAsync(cancellationToken);
        while (mark.Projected < target && Stopwatch.GetElapsedTime(begun) < longest)
        {
            await Task.Delay(Between, cancellationToken);
            mark = await MarkAsync(cancellationToken);
        }

        return Measure(from, mark, target);
    }

    public void Dispose() => http.Dispose();

    /// <exception cref="FormatException">The answer tells neither.</exception>
    internal static long Count(ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        var root = document.RootElement;
        if (root.TryGetProperty("projected", out var projected))
            return projected.GetInt64();

        return root.TryGetProperty("verdicts", out var verdicts) && root.TryGetProperty("duplicates", out var duplicates)
            ? verdicts.EnumerateObject().Sum(static verdict => verdict.Value.GetInt64()) + duplicates.GetInt64()
            : throw new FormatException("the server's statistics hold neither 'projected' nor 'verdicts' and 'duplicates'");
    }

    private static EventProjection Measure(ProjectionMark from, ProjectionMark to, long target)
    {
        var seconds = Window.Seconds(to.At - from.At);
        var events = to.Projected - from.Projected;
        var cpu = to.Server?.CpuSeconds - from.Server?.CpuSeconds;
        var disk = to.Server?.Disk - from.Server?.Disk;
        return new EventProjection
        {
            Events = events,
            Seconds = Math.Round(seconds, 3),
            EventsPerSecond = seconds > 0 ? Math.Round(events / seconds, 1) : 0,
            ServerCpuMicrosecondsPerEvent = cpu is { } known && events > 0 ? Math.Round(known * 1e6 / events, 2) : null,
            ServerMegabytes = to.Server is { } server ? Math.Round(server.PssMegabytes ?? server.RssMegabytes, 1) : null,
            ServerReadKilobytesPerEvent = PerEvent(disk?.ReadBytes, events),
            ServerWrittenKilobytesPerEvent = PerEvent(disk?.WrittenBytes, events),
            Complete = to.Projected >= target,
        };
    }

    private static double? PerEvent(long? bytes, long events) => bytes is { } known && events > 0 ? Math.Round(known / 1e3 / events, 2) : null;
}

/// <summary>How far the projection is at one moment.</summary>
/// <param name="At">In ticks of <see cref="Stopwatch"/>.</param>
/// <param name="Projected">Events since the server started.</param>
/// <param name="Server">Its use of the machine.</param>
internal sealed record ProjectionMark(long At, long Projected, ProcessSample? Server);
