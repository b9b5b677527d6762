// Table entity mapping: dotnet run --project bench/Micro.Tables -c Release [-- --quick]
using BenchmarkDotNet.Running;
using OrderRelay.Micro;
using OrderRelay.Micro.Tables;

return BenchmarkSwitcher.FromAssembly(typeof(EntityBenchmarks).Assembly).Run(["--filter", "*"], MicroConfig.Of(args.Contains("--quick"))).Any(static summary => summary.HasCriticalValidationErrors) ? 1 : 0;
