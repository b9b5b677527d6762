// Micro benchmarks, judged by ratio and bytes: dotnet run --project bench/Micro -c Release [-- --filter '*Receive*'] [--quick]
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using OrderRelay.Micro;

var quick = args.Contains("--quick");
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(quick ? 1 : 6).WithIterationCount(quick ? 3 : 15);
var config = ManualConfig.CreateEmpty()
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Unicode)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddExporter(MarkdownExporter.GitHub)
    .WithArtifactsPath(Path.Combine("bench", "results", "micro"))
    .AddJob(quick ? job.WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(50)) : job);

string[] arguments = [.. args.Where(static arg => arg != "--quick")];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(ReceiveBenchmarks).Assembly).Run(arguments.Length == 0 ? ["--filter", "*"] : arguments, config).ToArray();
return Judgement.Write(summaries, !quick, Console.Out) ? 0 : 1;
