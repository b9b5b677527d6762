using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace OrderRelay.Micro;

/// <summary>How the benchmarks are run: in this process, without building another project for each.</summary>
public static class MicroConfig
{
    /// <param name="quick">Too short to measure time; bytes are right all the same.</param>
    public static IConfig Of(bool quick)
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(quick ? 1 : 6).WithIterationCount(quick ? 3 : 15);
        return ManualConfig.CreateEmpty()
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Unicode)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(Path.Combine("bench", "results", "micro"))
            .AddJob(job.WithIterationTime(TimeInterval.FromMilliseconds(quick ? 50 : 250)));
    }
}
