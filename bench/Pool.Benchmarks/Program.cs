using BenchmarkDotNet.Running;
using Pool.Benchmarks;

// dotnet run -c Release --project bench/Pool.Benchmarks -- --filter '*HashBenchmarks*'
BenchmarkSwitcher.FromAssembly(typeof(HashBenchmarks).Assembly).Run(args);
