// Micro benchmarks, judged by ratio and bytes: dotnet run --project bench/Micro -c Release [-- --filter '*Receive*'] [--quick]
using BenchmarkDotNet.Running;
using OrderRelay.Micro;

var quick = args.Contains("--quick");
string[] arguments = [.. args.Where(static arg => arg != "--quick")];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(ReceiveBenchmarks).Assembly).Run(arguments.Length == 0 ? ["--filter", "*"] : arguments, MicroConfig.Of(quick)).ToArray();
return Judgement.Write(summaries, !quick, Console.Out) ? 0 : 1;
